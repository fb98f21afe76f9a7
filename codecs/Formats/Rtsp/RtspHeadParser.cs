using System.Globalization;
using System.Text;

namespace Streaming.Formats.Rtsp;

/// <summary>Parses the lines of a message in front of its body. RFC 2326 §6, §7, §15.1.</summary>
internal ref struct RtspHeadParser
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly RtspLimits _limits;
    private readonly RtspHead _head = new();
    private int _position;
    private string? _name;
    private string _value = "";

    private RtspHeadParser(ReadOnlySpan<byte> bytes, RtspLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
    }

    /// <summary>Never fails as such: what is wrong stands in <see cref="RtspHead.Error"/>, with the bounds of the message wherever they can
    /// be known.</summary>
    /// <param name="bytes">Start line, header lines and the empty line.</param>
    public static RtspHead Parse(ReadOnlySpan<byte> bytes, RtspLimits limits)
    {
        RtspHeadParser parser = new(bytes, limits);
        parser.Run();
        return parser._head;
    }

    /// <summary>At most 80 characters of a line, with what is not printable ASCII replaced by dots.</summary>
    public static string Excerpt(ReadOnlySpan<byte> line)
    {
        Span<char> text = stackalloc char[Math.Min(line.Length, 80)];
        for (int i = 0; i < text.Length; i++)
            text[i] = line[i] is >= 0x20 and < 0x7f ? (char)line[i] : '.';
        return new(text);
    }

    private void Run()
    {
        ReadOnlySpan<byte> first = NextLine(out _);
        string startLine = Encoding.UTF8.GetString(first);
        ParseError fault = RtspHeaders.IsValue(startLine) ? StartLine(startLine) : new(ParseFault.Invalid, 0, "start line");
        if (fault.Fault != ParseFault.None)
            Fail(fault, fault.Production == "RTSP version" ? RtspStatus.RtspVersionNotSupported : RtspStatus.BadRequest, first);

        while (_position < _bytes.Length)
        {
            ReadOnlySpan<byte> line = NextLine(out int at);
            if (!line.IsEmpty)
                HeaderLine(line, at);
        }

        FinishHeader();
        FindBodyLength();
        if (_head.Error is { } error)
            _head.Error = error with { CSeq = _head.Headers["CSeq"] };
    }

    private ReadOnlySpan<byte> NextLine(out int at)
    {
        at = _position;
        ReadOnlySpan<byte> rest = _bytes[_position..];
        int end = rest.IndexOf((byte)'\n');
        end = end < 0 ? rest.Length : end;
        _position += Math.Min(end + 1, rest.Length);
        ReadOnlySpan<byte> line = rest[..end];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private readonly ParseError StartLine(string line)
    {
        bool isResponse = line.StartsWith("RTSP/", StringComparison.Ordinal) || line.StartsWith("HTTP/", StringComparison.Ordinal);
        return isResponse ? StatusLine(line) : RequestLine(line);
    }

    /// <summary><c>Method SP Request-URI SP RTSP-Version</c></summary>
    /// <remarks>Deviation (Golden row "blank in the URI"): blanks inside the URI are taken as part of it; players send file names as they
    /// are.</remarks>
    private readonly ParseError RequestLine(string line)
    {
        string trimmed = line.TrimEnd();
        int first = trimmed.IndexOf(' ', StringComparison.Ordinal), last = trimmed.LastIndexOf(' ');
        if (first <= 0 || !RtspHeaders.IsToken(trimmed.AsSpan(0, first)))
            return new(ParseFault.Invalid, 0, "method");
        _head.Method = trimmed[..first];
        _head.Uri = last > first ? trimmed[first..last].Trim() : "";
        if (_head.Uri.Length == 0)
            return new(ParseFault.Invalid, first, "request URI");
        return Version(trimmed.AsSpan(last + 1), last + 1);
    }

    /// <summary><c>RTSP-Version SP Status-Code SP Reason-Phrase</c>; the phrase may be missing.</summary>
    private readonly ParseError StatusLine(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || line.Length < space + 4 || (line.Length > space + 4 && line[space + 4] != ' '))
            return new(ParseFault.Invalid, 0, "status line");
        ReadOnlySpan<char> code = line.AsSpan(space + 1, 3);
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int status) || status < 100)
            return new(ParseFault.Invalid, space + 1, "status code");
        _head.Status = status;
        _head.Reason = line[(space + 4)..].Trim();
        return Version(line.AsSpan(0, space), 0);
    }

    /// <summary><c>"RTSP/" 1*DIGIT "." 1*DIGIT</c>; HTTP is recognised so that it can be answered in kind.</summary>
    private readonly ParseError Version(ReadOnlySpan<char> text, int at)
    {
        bool isHttp = text.StartsWith("HTTP/", StringComparison.Ordinal);
        if (!isHttp && !text.StartsWith("RTSP/", StringComparison.Ordinal))
            return new(ParseFault.Invalid, at, "protocol");
        ReadOnlySpan<char> numbers = text[5..];
        int dot = numbers.IndexOf('.');
        if (dot < 0 || RtspText.ToInt32(numbers[..dot]) is not { } major || RtspText.ToInt32(numbers[(dot + 1)..]) is not { } minor)
            return new(ParseFault.Invalid, at, "protocol");
        _head.Protocol = isHttp ? "HTTP" : "RTSP";
        _head.Version = (major, minor);
        return isHttp || major == 1 ? ParseError.None : new(ParseFault.Unsupported, at, "RTSP version");
    }

    private void HeaderLine(ReadOnlySpan<byte> line, int at)
    {
        string text = Encoding.UTF8.GetString(line);
        if (!RtspHeaders.IsValue(text))
        {
            Fail(new(ParseFault.Invalid, at, "header value"), RtspStatus.BadRequest, line);
            return;
        }

        if (text[0] is ' ' or '\t')
        {
            // A line that begins with a blank continues the one before. RFC 2326 §4, RFC 2068 §4.2.
            if (_name is null)
                Fail(new(ParseFault.Invalid, at, "header continuation"), RtspStatus.BadRequest, line);
            else
                _value = $"{_value} {text.Trim()}".Trim();
            return;
        }

        FinishHeader();
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : text[..colon].TrimEnd();
        if (!RtspHeaders.IsToken(name))
        {
            Fail(new(ParseFault.Invalid, at, "header name"), RtspStatus.BadRequest, line);
            return;
        }

        _name = name;
        _value = text[(colon + 1)..].Trim();
    }

    private void FinishHeader()
    {
        if (_name is not null)
            _head.Headers.Add(_name, _value);
        _name = null;
    }

    private readonly void FindBodyLength()
    {
        int? said = null;
        foreach ((string name, string value) in _head.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!IsDigits(value) || (said is not null && RtspText.ToInt32(value) != said))
                Close(ParseFault.Invalid, RtspStatus.BadRequest, value);
            else if (RtspText.ToInt32(value) is not { } length || length > _limits.Body)
                Close(ParseFault.TooLarge, RtspStatus.RequestEntityTooLarge, value);
            else
                said = _head.BodyLength = length;
        }
    }

    private static bool IsDigits(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Nobody knows where this message ends, so nothing behind it can be read.</summary>
    private readonly void Close(ParseFault fault, int status, string value)
    {
        string excerpt = Excerpt(Encoding.UTF8.GetBytes($"Content-Length: {value}"));
        _head.Error = new RtspError(new(fault, 0, "Content-Length"), status, CanContinue: false, null, excerpt);
    }

    private readonly void Fail(ParseError fault, int status, ReadOnlySpan<byte> line) =>
        _head.Error ??= new RtspError(fault, status, CanContinue: true, null, Excerpt(line));
}
