using System.Globalization;
using Streaming.Formats.Rtsp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Contracts;
using Streaming.Testing;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Clients that do anything at any time.</summary>
public sealed class AnyConversationTests
{
    private static readonly string[] Methods =
    [
        "OPTIONS", "DESCRIBE", "SETUP", "SETUP", "SETUP", "PLAY", "PLAY", "PLAY", "PAUSE", "GET_PARAMETER", "SET_PARAMETER", "TEARDOWN",
        "RECORD", "BREW",
    ];

    private static readonly string[] Paths =
    [
        "/film", "/film/", "/song", "/film/trackID=1", "/film/trackID=4", "/film/trackID=5", "/film/trackID=99", "/song/trackID=1", "/no",
        "/film/trackID=1?repair=yes", "/film/parityID=1", "/film/trackID=4?repair=yes", "/film/parityID=4", "*", "/%00", "/../x",
    ];

    private static readonly string?[] Transports =
    [
        null, "RTP/AVP;unicast;client_port=5000-5001", "RTP/AVP/TCP;interleaved=0-1", "RTP/AVP;multicast",
        "RTP/AVP;unicast;client_port=5000;destination=10.0.0.1", "x",
    ];

    private static readonly string?[] Ranges =
        [null, null, "npt=0-", "npt=now-", "npt=3-", "npt=4-6", "npt=9.999-", "npt=-2", "npt=100-", "npt=5-1", "smpte=0:0:1-", "rubbish"];

    private static readonly string?[] FlowSpecs =
    [
        null, null, null, "rate=3Mb/s", "accept=480p", "accept=240p; buffer=5s", "class=guaranteed; delay=200ms", "buffer=0s; memory=100k",
        "rate=1kb/s", "r=9Mb/s; b=64k; p=9Mb/s; m=60; M=700", "r=9Mb/s; b=64k; p=9Gb/s; m=600; M=600", "b=1", "rubbish", "priority=0",
        "fec=1:5x5; rtx=5%", "fec=1:10x0,4:4x4+rows", "fec=none",
    ];

    [Theory, Seeds(300)]
    public void Whatever_is_asked_in_whatever_order_is_answered_and_leaves_the_server_whole(ulong seed) => Converse(new(), new(seed));

    [Theory, Seeds(300)]
    public void Whatever_is_reserved_and_refused_meanwhile_nothing_is_held_that_nobody_uses(ulong seed)
    {
        Rig rig = new(ContractTitles.Film, TestTitles.Song);
        SeededRandom random = new(seed);
        rig.Desk.Capacity = BitRate.Kbps(100 + random.Next(9_000));
        Converse(rig, random);
        foreach (FilmSession session in rig.Sessions.ToArray())
        {
            rig.Connection = Rig.Connected(1, $"{session.Client.Address}");
            Assert.Equal(200, rig.Send("TEARDOWN", "*", ("Session", $"{session.Id}")).Status);
        }

        Assert.Equal((0, 0), (rig.Desk.Count, rig.Catalogue.Held));
    }

    private static void Converse(Rig rig, SeededRandom random)
    {
        List<string> sessions = ["ffffffffffffffffffffffffffffffff"];
        for (int i = 0; i < 60; i++)
        {
            rig.Connection = Rig.Connected(random.Next(3), random.Next(8) == 0 ? "198.51.100.1" : "192.0.2.1");
            RtspResponse response = rig.Send(Draw(random, sessions));
            Assert.InRange(response.Status, 200, 599);
            Assert.NotEqual(500, response.Status);
            if (response.Headers["Session"] is { } session)
                sessions.Add(session.Split(';')[0]);
            rig.CheckInvariants();
            rig.Pass(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(4_000) : 0));
            rig.CheckInvariants();
        }
    }

    private static RtspRequest Draw(SeededRandom random, List<string> sessions)
    {
        string method = Pick(random, Methods);
        RtspRequest request = Rig.Request(method, Pick(random, Paths), ("X", random.Next(10).ToString(CultureInfo.InvariantCulture)));
        request.Headers["Transport"] = method == "SETUP" ? Pick(random, Transports) : null;
        request.Headers["Flow-Spec"] = Pick(random, FlowSpecs);
        request.Headers["Bandwidth"] = random.Next(8) == 0 ? "1500000" : null;
        request.Headers["Range"] = method == "PLAY" ? Pick(random, Ranges) : null;
        request.Headers["Session"] = random.Next(5) == 0 ? null : Pick(random, sessions);
        return request;
    }

    private static T Pick<T>(SeededRandom random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
