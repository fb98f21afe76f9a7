using System.Globalization;
using Streaming.Formats.Rtsp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

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
        "*", "/%00", "/../x",
    ];

    private static readonly string?[] Transports =
    [
        null, "RTP/AVP;unicast;client_port=5000-5001", "RTP/AVP/TCP;interleaved=0-1", "RTP/AVP;multicast",
        "RTP/AVP;unicast;client_port=5000;destination=10.0.0.1", "x",
    ];

    private static readonly string?[] Ranges =
        [null, null, "npt=0-", "npt=now-", "npt=3-", "npt=4-6", "npt=9.999-", "npt=-2", "npt=100-", "npt=5-1", "smpte=0:0:1-", "rubbish"];

    [Theory, Seeds(300)]
    public void Whatever_is_asked_in_whatever_order_is_answered_and_leaves_the_server_whole(ulong seed)
    {
        SeededRandom random = new(seed);
        Rig rig = new();
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
        request.Headers["Range"] = method == "PLAY" ? Pick(random, Ranges) : null;
        request.Headers["Session"] = random.Next(5) == 0 ? null : Pick(random, sessions);
        return request;
    }

    private static T Pick<T>(SeededRandom random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
