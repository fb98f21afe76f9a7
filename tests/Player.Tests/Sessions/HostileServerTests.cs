using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Contracts;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Sessions;

/// <summary>A server that answers anything at any time: the session never throws, and always comes to an end.</summary>
public sealed class HostileServerTests
{
    private static readonly string[] Headers =
    [
        "Session: abc", "Session: abc;timeout=0", "Session: abc;timeout=99999999999", "Session:", "Transport: RTP/AVP;unicast",
        "Transport: ,,,", "Transport: RTP/AVP/TCP;interleaved=255",
        "Transport: RTP/AVP;server_port=65535-0;source=nowhere;ssrc=zz", "Range: npt=now-", "Range: npt=5-1",
        "Range: npt=99999999999-", "RTP-Info: url=", "RTP-Info: url=x;seq=70000;rtptime=-1", "Content-Base: ",
        "Content-Base: http://x", "Public: ,", "Location: x", "CSeq: 1", "Content-Type: text/plain",
        "Supported: streaming.repair, streaming.contract",
    ];

    private static readonly string[] Bodies =
    [
        "", "v=0", Script.Film, RepairSetupTests.Sdp, "v=0\nm=audio 0 RTP/AVP 0\na=control:\n", "/a\n/b\n", "\0\x1b",
    ];

    [Theory]
    [Seeds(200)]
    public void Whatever_it_says_the_session_ends(ulong seed)
    {
        SeededRandom random = new(seed);
        ClientOptions options = Script.Options() with
        {
            Duration = TimeSpan.FromSeconds(20), Wish = new() { Accept = ["480p"] }, Later = [new(TimeSpan.FromSeconds(5), new())],
        };
        using ReceiverSession session = new(options, new(), new("name", seed));
        double now = 0;
        int asked = 0;
        session.Start(default);
        while (session.Outcome is null)
        {
            Instant instant = Instant.FromSeconds(now);
            while (session.TryTake(out SessionEffect? effect))
            {
                asked = effect is SessionEffect.Send send ? send.Request.CSeq!.Value : asked;
                if (effect is SessionEffect.OpenPorts)
                    session.PortsOpened(random.Next(5) == 0 ? null : new(5_000, 5_001), instant);
            }

            if (random.Next(3) > 0)
                session.Accept(Response(random, asked), instant);
            if (random.Next(5) == 0)
                session.Accept(Request(random), instant);
            if (random.Next(3) == 0)
                session.AcceptFrame((byte)random.Next(4), [0x80, 0, 1, 2], instant);
            now += random.NextDouble();
            session.Advance(Instant.FromSeconds(now));
            Assert.True(now < 600, "the session does not come to an end");
        }

        Assert.Equal(Deadline.Never, session.Next);
        Assert.NotNull(session.Report(Instant.FromSeconds(now)).Outcome);
    }

    private static RtspRequest Request(SeededRandom random)
    {
        string[] methods = [RtspMethod.SetParameter, RtspMethod.GetParameter, RtspMethod.Options, RtspMethod.Play, "X"];
        string[] headers = ["", "Session: abc", $"Session: abc\nContract: {Contracted.Terms(random.Next(9))}", "Session: abc\nContract: ;"];
        return Contracted.Request(methods[random.Next(methods.Length)], headers[random.Next(headers.Length)]);
    }

    private static RtspResponse Response(SeededRandom random, int asked)
    {
        int[] statuses = [100, 200, 200, 200, 200, 200, 200, 302, 401, 404, 453, 454, 461, 500, 999];
        RtspResponse response = new()
        {
            Status = statuses[random.Next(statuses.Length)], Body = Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]),
        };
        if (random.Next(10) > 0)
            response.Headers.Add("CSeq", $"{asked}");
        for (int i = random.Next(5); i > 0; i--)
        {
            string header = Headers[random.Next(Headers.Length)];
            response.Headers.Add(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
        }

        return response;
    }
}
