using System.Text;
using Streaming.Codecs.Tests.Rtcp;
using Streaming.Codecs.Tests.Rtsp;
using Streaming.Codecs.Tests.Rtsp.Headers;
using Streaming.Formats.Fec;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Sap;
using Streaming.Formats.Sdp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Fuzzing;

/// <summary>Right inputs spoiled in a few places, thousands of times: no parser throws, hangs or contradicts itself. The seed is the
/// counterexample.</summary>
public sealed class ParserFuzzTests
{
    private const int Tries = 2_000;

    [Fact]
    public void What_is_to_be_spoiled_is_right_to_begin_with()
    {
        Assert.All(Corpus.Rtsp, wire => Assert.DoesNotContain(Conversation.Read(new("whole", [wire])), line => line.Contains("(answer")));
        Assert.All(Corpus.Sdp, wire => Assert.True(SdpReader.TryParse(wire, out _, out _)));
        Assert.All(Corpus.Headers, wire => Assert.Contains(HeaderParsers.All, parse => parse(Encoding.UTF8.GetString(wire)) is not null));
        Assert.All(Corpus.Rtcp, wire => Assert.True(CompoundPacket.TryParse(wire, out _, out _)));
        Assert.All(Corpus.Rtp, wire => Assert.True(RtpHeader.TryParse(wire, out _, out _, out _)));
        Assert.All(Corpus.Sap, wire => Assert.True(SapPacket.TryParse(wire, out _, out _)));
        Assert.All(Corpus.Fec, wire => Assert.True(FlexFecPacket.TryParse(wire, out _, out _)));
    }

    [Theory, Seeds(4)]
    public void Spoiled_RTSP_is_understood_alike_however_it_is_cut(ulong seed)
    {
        Mutator mutator = new(seed, Corpus.Rtsp, Corpus.Words);
        SeededRandom cuts = new(seed);
        for (int i = 0; i < Tries; i++)
        {
            byte[] stream = mutator.Next();
            int[] lengths = [.. Enumerable.Range(0, 20).Select(_ => 1 + cuts.Next(30))];
            List<string> whole = Conversation.Read(new("whole", [stream]));
            List<string> cut = Conversation.Read(new("cut", RtspPropertyTests.Cut(stream, lengths)));
            Assert.Equal(whole.Select(WithoutExcerpt), cut.Select(WithoutExcerpt));
        }
    }

    [Theory, Seeds(4)]
    public void Spoiled_descriptions_are_refused_or_come_to_rest(ulong seed)
    {
        Mutator mutator = new(seed, Corpus.Sdp, Corpus.Words);
        for (int i = 0; i < Tries; i++)
        {
            if (!SdpReader.TryParse(mutator.Next(), out SessionDescription? session, out ParseError error))
            {
                Assert.NotEqual(ParseFault.None, error.Fault);
                continue;
            }

            // What was read, written and read again is the same, and its typed parts can all be asked for.
            byte[] written = SdpWriter.Write(session);
            Assert.True(SdpReader.TryParse(written, out SessionDescription? again, out error), error.ToString());
            Assert.Equal(written, SdpWriter.Write(again));
            foreach (MediaDescription medium in again.Media)
                _ = (medium.RtpMaps().Count(), medium.FormatParameters(96), medium.Range, medium.FrameRate, medium.Bandwidth("AS"),
                    medium.Connection?.Group, medium.SourceFilters().Count(), medium.SyncGroup, medium.PresentationDelay);
        }
    }

    [Theory, Seeds(4)]
    public void Spoiled_headers_are_refused_or_come_to_rest(ulong seed)
    {
        Mutator mutator = new(seed, Corpus.Headers, Corpus.Words);
        for (int i = 0; i < Tries; i++)
        {
            string text = Encoding.UTF8.GetString(mutator.Next());
            foreach (Func<string, string?> parse in HeaderParsers.All)
            {
                if (parse(text) is { } canonical)
                    Assert.Equal(canonical, parse(canonical));
            }
        }
    }

    [Theory, Seeds(4)]
    public void Spoiled_packets_are_refused_or_read_within_their_bounds(ulong seed)
    {
        Mutator rtcp = new(seed, Corpus.Rtcp, Corpus.Words), rtp = new(seed, Corpus.Rtp, Corpus.Words);
        for (int i = 0; i < Tries; i++)
        {
            Assert.True(RtcpPropertyTests.Walk(rtcp.Next()));
            byte[] packet = rtp.Next();
            AssertUnwraps(packet);
            if (RtpHeader.TryParse(packet, out _, out Range payload, out ParseError error))
                Assert.InRange(payload.GetOffsetAndLength(packet.Length).Length, 0, packet.Length - RtpHeader.Size);
            else
                Assert.InRange(error.Offset, 0, packet.Length);
        }
    }

    [Theory, Seeds(4)]
    public void Spoiled_parity_is_refused_or_comes_to_rest(ulong seed)
    {
        Mutator mutator = new(seed, Corpus.Fec, Corpus.Words);
        for (int i = 0; i < Tries; i++)
        {
            byte[] packet = mutator.Next();
            if (!FlexFecPacket.TryParse(packet, out RepairPacket repair, out ParseError error))
            {
                Assert.InRange(error.Offset, 0, packet.Length);
                continue;
            }

            Assert.True(repair.Count > 0 && repair.Stride > 0);
            byte[] written = new byte[FlexFecPacket.HeaderSize + repair.Payload.Length];
            FlexFecPacket.Write(written, repair, payloadType: 127, new(1), new(2));
            Assert.True(FlexFecPacket.TryParse(written, out RepairPacket again, out error), error.ToString());
            Assert.Equal((repair.Kind, repair.Base, repair.Stride, repair.Count), (again.Kind, again.Base, again.Stride, again.Count));
            Assert.True(again.Source == repair.Source && again.Fields == repair.Fields && again.Payload.SequenceEqual(repair.Payload));
        }
    }

    /// <summary>What can be unwrapped is what wrapping makes of the original, but for its padding.</summary>
    private static void AssertUnwraps(byte[] packet)
    {
        byte[] original = new byte[packet.Length], again = new byte[packet.Length];
        if (!ResentPacket.TryUnwrap(packet, 96, new(1), original, out int length, out ParseError error))
        {
            Assert.InRange(error.Offset, 0, packet.Length);
            return;
        }

        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out _, out _));
        int wrapped = ResentPacket.Wrap(original.AsSpan(0, length), header.PayloadType, header.Sequence, header.Ssrc, again);
        Assert.Equal(length + ResentPacket.Overhead, wrapped);
        Assert.Equal(packet.AsSpan(1, wrapped - 1), again.AsSpan(1, wrapped - 1));
    }

    /// <summary>What is shown of a line that never ended depends on how much of it had come.</summary>
    private static string WithoutExcerpt(string line) =>
        line.EndsWith("and close)", StringComparison.Ordinal) && line.Contains('\'') ? line[..line.IndexOf('\'')] : line;
}
