using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtsp;

namespace Streaming.Codecs.Tests.Rtsp;

public sealed class RtspPropertyTests
{
    private static readonly Gen<string> Token = Text("abcXYZ-_.09", 1);
    private static readonly Gen<string> Value = Text("abc :;=/\"%,\t*ệ–0123456789", 0).Select(text => text.Trim());
    private static readonly Gen<RtspHeaders> Headers = Gen.Zip(Token, Value).ListOf().Select(fields =>
    {
        RtspHeaders headers = [];
        foreach ((string name, string value) in fields.Take(50))
            headers.Add($"X-{name}", value);
        return headers;
    });

    private static readonly Gen<byte[]> Body = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<Action<IBufferWriter<byte>>> Request =
        from method in Token
        from uri in Text("rtsp:/h?=&%20 ệ", 1).Select(text => $"u{text}u")
        from headers in Headers
        from body in Body
        select (Action<IBufferWriter<byte>>)new RtspRequest { Method = method, Uri = uri, Headers = headers, Body = body }.WriteTo;

    private static readonly Gen<Action<IBufferWriter<byte>>> Response =
        from status in Gen.Choose(100, 999)
        from headers in Headers
        from body in Body
        select (Action<IBufferWriter<byte>>)new RtspResponse
        {
            Status = status,
            Reason = RtspStatus.Reason(status),
            Headers = headers,
            Body = body,
        }.WriteTo;

    private static readonly Gen<Action<IBufferWriter<byte>>> Frame =
        from channel in Gen.Choose(0, 255)
        from payload in Body
        select (Action<IBufferWriter<byte>>)(output =>
        {
            InterleavedFrame.WriteHeader(output.GetSpan(InterleavedFrame.HeaderSize), (byte)channel, (ushort)payload.Length);
            output.Advance(InterleavedFrame.HeaderSize);
            output.Write(payload);
        });

    /// <summary>A conversation, and the cuts the network makes in it.</summary>
    private static readonly Arbitrary<(List<Action<IBufferWriter<byte>>> Elements, int[] Cuts)> Conversations = Gen.Zip(
        Gen.OneOf(Request, Response, Frame).ListOf().Select(list => list.Take(8).ToList()),
        Gen.Choose(1, 200).ArrayOf()).ToArbitrary();

    [Fact]
    public void What_is_written_is_read_however_it_is_cut() => Prop.ForAll(Conversations, conversation =>
    {
        ArrayBufferWriter<byte> output = new();
        foreach (Action<IBufferWriter<byte>> write in conversation.Elements)
            write(output);
        byte[] stream = output.WrittenSpan.ToArray();

        // Writing again what was read gives the same bytes: then everything in them was understood.
        ReadOnlySequence<byte> input = new(stream);
        ArrayBufferWriter<byte> again = new();
        RtspReader reader = new();
        while (reader.TryRead(ref input, out RtspElement element, out RtspError error) is var status and not OperationStatus.NeedMoreData)
        {
            if (status == OperationStatus.InvalidData)
                throw new InvalidOperationException(error.ToString());
            Write(element, again);
        }

        List<string> whole = Conversation.Read(new("whole", [stream]));
        return input.IsEmpty
            && again.WrittenSpan.SequenceEqual(stream)
            && whole.Count == conversation.Elements.Count
            && whole.SequenceEqual(Conversation.Read(new("cut", Cut(stream, conversation.Cuts))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused_and_nothing_is_read_twice() => Prop.ForAll<byte[]>(bytes =>
    {
        ReadOnlySequence<byte> input = new(bytes);
        RtspReader reader = new();
        while (true)
        {
            long before = input.Length;
            OperationStatus status = reader.TryRead(ref input, out RtspElement element, out RtspError error);
            if (status == OperationStatus.NeedMoreData || (status == OperationStatus.InvalidData && !error.CanContinue))
                return input.Length <= before && (status == OperationStatus.NeedMoreData || error.Status >= 400);
            if (input.Length >= before || (status == OperationStatus.Done && element.Kind == RtspElementKind.None))
                return false;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    internal static IReadOnlyList<byte[]> Cut(byte[] stream, int[] lengths)
    {
        List<byte[]> parts = [];
        int at = 0;
        for (int i = 0; at < stream.Length; i++)
        {
            int length = i < lengths.Length ? Math.Min(lengths[i], stream.Length - at) : stream.Length - at;
            parts.Add(stream[at..(at + length)]);
            at += length;
        }

        return parts;
    }

    private static void Write(RtspElement element, ArrayBufferWriter<byte> output)
    {
        element.Request?.WriteTo(output);
        element.Response?.WriteTo(output);
        if (element.Kind != RtspElementKind.Frame)
            return;
        InterleavedFrame.WriteHeader(output.GetSpan(4), element.Frame.Channel, (ushort)element.Frame.Payload.Length);
        output.Advance(4);
        output.Write(element.Frame.Payload.ToArray());
    }

    private static Gen<string> Text(string characters, int least) =>
        Gen.Elements(characters.ToCharArray()).ArrayOf().Where(text => text.Length >= least).Select(text => new string(text));
}
