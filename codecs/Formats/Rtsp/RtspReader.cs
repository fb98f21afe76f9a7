using System.Buffers;

namespace Streaming.Formats.Rtsp;

/// <summary>Reads requests, responses and frames from one direction of an RTSP connection, in whatever pieces they come. RFC 2326 §4,
/// §10.12.</summary>
/// <remarks>
/// Call <see cref="TryRead"/> with everything received and not yet consumed. It consumes whole elements (and the blank lines between them)
/// only, and remembers how far it has looked, so that the total time is linear in the input even when that comes byte by byte; more bytes
/// may be appended between calls, none may be taken away. After an error that says it cannot continue, it answers the same for ever.
/// </remarks>
public sealed class RtspReader(RtspLimits limits)
{
    private readonly RtspLimits _limits = limits;

    // What has begun (whether a message is a request or a response shows later), and the bytes of the blank lines in front of it, which
    // are consumed with it.
    private RtspElementKind _begun;
    private long _blank;

    // How far the head of the current message has been searched for its end, from the message's first byte.
    private long _scanned;
    private long _lineStart;
    private long _startLineEnd;
    private int _lines;
    private byte _previous;

    // Set while a body is awaited.
    private RtspHead? _head;
    private long _headLength;

    private RtspError? _fatal;

    public RtspReader()
        : this(RtspLimits.Default)
    {
    }

    /// <summary>The head of a message has come, its body not yet: a server gives the two different times.</summary>
    public bool IsInBody => _head is not null;

    /// <returns>
    /// Done: <paramref name="element"/> was consumed from <paramref name="input"/>.
    /// NeedMoreData: nothing was consumed, or blank lines with nothing behind them; call again with more behind what is left.
    /// InvalidData: <paramref name="error"/> says what to answer; where it can continue, the bad message was consumed.
    /// </returns>
    public OperationStatus TryRead(ref ReadOnlySequence<byte> input, out RtspElement element, out RtspError error)
    {
        element = default;
        error = RtspError.None;
        if (_fatal is not null)
            return Invalid(_fatal.Value, out error);

        ReadOnlySequence<byte> rest = input.Slice(_blank);
        if (_begun == RtspElementKind.None)
        {
            if (!TrySkipBlankLines(ref rest, out error))
            {
                input = rest;
                return error.Status != 0 ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
            }

            _begun = rest.FirstSpan[0] == InterleavedFrame.Magic ? RtspElementKind.Frame : RtspElementKind.Request;
            _blank = input.Length - rest.Length;
        }

        OperationStatus status = _begun == RtspElementKind.Frame
            ? ReadFrame(ref rest, out element)
            : ReadMessage(ref rest, out element, out error);
        if (status == OperationStatus.NeedMoreData || _fatal is not null)
            return status;

        input = rest;
        (_begun, _blank) = (RtspElementKind.None, 0);
        return status;
    }

    private OperationStatus ReadMessage(ref ReadOnlySequence<byte> input, out RtspElement element, out RtspError error)
    {
        element = default;
        if (_head is null)
        {
            if (!TryFindHeadEnd(input, out error))
                return error.Status != 0 ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
            _head = ParseHead(input);
            if (_head.Error is { CanContinue: false } fatal)
                return Invalid(fatal, out error);
        }

        return ReadBody(ref input, out element, out error);
    }

    private static OperationStatus ReadFrame(ref ReadOnlySequence<byte> input, out RtspElement element)
    {
        element = default;
        if (input.Length < InterleavedFrame.HeaderSize)
            return OperationStatus.NeedMoreData;
        Span<byte> header = stackalloc byte[InterleavedFrame.HeaderSize];
        input.Slice(0, InterleavedFrame.HeaderSize).CopyTo(header);
        int length = (header[2] << 8) | header[3];
        if (input.Length < InterleavedFrame.HeaderSize + length)
            return OperationStatus.NeedMoreData;

        element = new(new InterleavedFrame(header[1], input.Slice(InterleavedFrame.HeaderSize, length)));
        input = input.Slice(InterleavedFrame.HeaderSize + length);
        return OperationStatus.Done;
    }

    /// <summary>Empty lines before a message are keep-alives or sloppiness (RFC 2068 §4.1); false where nothing else has come
    /// yet.</summary>
    /// <remarks>What cannot begin a message (a TLS greeting, a zero byte) is refused at its first byte: a line end may never
    /// come.</remarks>
    private bool TrySkipBlankLines(ref ReadOnlySequence<byte> input, out RtspError error)
    {
        error = RtspError.None;
        SequenceReader<byte> reader = new(input);
        while (reader.TryPeek(out byte next))
        {
            if (next == '\r')
            {
                if (!reader.TryPeek(1, out next))
                    break;
                if (next != '\n')
                    return Refuse(out error, "line end", input.Slice(reader.Position));
                reader.Advance(1);
            }

            if (next != '\n')
            {
                input = input.Slice(reader.Position);
                return next == InterleavedFrame.Magic || RtspHeaders.IsToken([(char)next]) || Refuse(out error, "start line", input);
            }

            reader.Advance(1);
        }

        input = input.Slice(reader.Position);
        return false;
    }

    private bool TryFindHeadEnd(in ReadOnlySequence<byte> input, out RtspError error)
    {
        error = RtspError.None;
        foreach (ReadOnlyMemory<byte> segment in input.Slice(_scanned))
        {
            ReadOnlySpan<byte> span = segment.Span;
            for (int end = span.IndexOf((byte)'\n'); end >= 0; end = span.IndexOf((byte)'\n'))
            {
                byte before = end > 0 ? span[end - 1] : _previous;
                long length = _scanned + end - _lineStart;
                bool isBlank = length == 0 || (length == 1 && before == '\r');
                Advance(span[..(end + 1)]);
                span = span[(end + 1)..];
                if (isBlank)
                {
                    _headLength = _scanned;
                    return IsWithinLimits(input, out error);
                }

                _startLineEnd = _lines == 0 ? _scanned : _startLineEnd;
                _lineStart = _scanned;
                _lines++;
                if (!IsWithinLimits(input, out error))
                    return false;
            }

            Advance(span);
        }

        IsWithinLimits(input, out error);
        return false;
    }

    private void Advance(ReadOnlySpan<byte> span)
    {
        _scanned += span.Length;
        _previous = span.IsEmpty ? _previous : span[^1];
    }

    private bool IsWithinLimits(in ReadOnlySequence<byte> input, out RtspError error)
    {
        error = RtspError.None;
        if ((_lines == 0 ? _scanned : _startLineEnd) > _limits.StartLine)
            return Refuse(out error, "start line", input, ParseFault.TooLarge, RtspStatus.RequestUriTooLarge);
        if (_lines - 1 > _limits.HeaderLines || (_lines > 0 && _scanned - _startLineEnd > _limits.Headers))
            return Refuse(out error, "header", input, ParseFault.TooLarge);
        return true;
    }

    private RtspHead ParseHead(in ReadOnlySequence<byte> input)
    {
        ReadOnlySequence<byte> head = input.Slice(0, _headLength);
        if (head.IsSingleSegment)
            return RtspHeadParser.Parse(head.FirstSpan, _limits);
        byte[] joined = ArrayPool<byte>.Shared.Rent((int)_headLength);
        head.CopyTo(joined);
        RtspHead parsed = RtspHeadParser.Parse(joined.AsSpan(0, (int)_headLength), _limits);
        ArrayPool<byte>.Shared.Return(joined);
        return parsed;
    }

    private OperationStatus ReadBody(ref ReadOnlySequence<byte> input, out RtspElement element, out RtspError error)
    {
        element = default;
        error = RtspError.None;
        RtspHead head = _head!;
        if (input.Length < _headLength + head.BodyLength)
            return OperationStatus.NeedMoreData;

        ReadOnlySequence<byte> body = input.Slice(_headLength, head.BodyLength);
        input = input.Slice(body.End);
        (_head, _scanned, _lineStart, _startLineEnd, _lines) = (null, 0, 0, 0, 0);
        if (head.Error is { } wrong)
        {
            error = wrong;
            return OperationStatus.InvalidData;
        }

        element = head.Complete(body.ToArray());
        return OperationStatus.Done;
    }

    private bool Refuse(
        out RtspError error, string production, in ReadOnlySequence<byte> near,
        ParseFault fault = ParseFault.Invalid, int status = RtspStatus.BadRequest)
    {
        Span<byte> excerpt = stackalloc byte[80];
        ReadOnlySequence<byte> start = near.Slice(0, Math.Min(near.Length, excerpt.Length));
        start.CopyTo(excerpt);
        excerpt = excerpt[..(int)start.Length];
        int line = excerpt.IndexOfAny((byte)'\r', (byte)'\n');
        string text = RtspHeadParser.Excerpt(line > 0 ? excerpt[..line] : excerpt);
        Invalid(new(new(fault, (int)_scanned, production), status, CanContinue: false, null, text), out error);
        return false;
    }

    private OperationStatus Invalid(RtspError fatal, out RtspError error)
    {
        _fatal = error = fatal;
        return OperationStatus.InvalidData;
    }
}
