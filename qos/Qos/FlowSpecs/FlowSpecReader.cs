using System.Text;

namespace Streaming.Qos.FlowSpecs;

/// <summary>Reads the binary form of a flow specification. See <see cref="FlowSpecWire"/>.</summary>
internal ref struct FlowSpecReader(ReadOnlySpan<byte> wire)
{
    private const int Word = 4;

    private readonly int _length = wire.Length;
    private readonly List<string> _accept = [];
    private readonly List<StreamProtection> _protection = [];
    private ByteReader _reader = new(wire);
    private FlowSpec _spec = FlowSpec.Nothing;
    private ParseError _error = ParseError.None;
    private BitRate? _reserved;
    private ulong _seen;

    /// <summary>Null where it is none, and <paramref name="error"/> says why.</summary>
    public FlowSpec? Read(out BitRate? reserved, out ParseError error)
    {
        bool isRead = ReadMessage() && ReadServices();
        _spec = _spec with { Accept = _accept, Protection = _protection };
        if (isRead && (FlowSpecRules.Check(_spec) ?? FlowSpecRules.CheckReserved(_spec.Traffic, _reserved)) is not null)
            Fail(ParseFault.Invalid, "flow specification");
        error = _error;
        reserved = _error == ParseError.None ? _reserved : null;
        return _error == ParseError.None ? _spec : null;
    }

    private bool ReadMessage()
    {
        if (!_reader.TryReadUInt32(out uint header))
            return Fail(ParseFault.Truncated, "message header");
        if (header >> 28 != FlowSpecWire.Version)
            return Fail(ParseFault.Unsupported, "version");
        int length = Word * (1 + (ushort)header);
        return length == _length || Fail(length > _length ? ParseFault.Truncated : ParseFault.Invalid, "message length");
    }

    /// <summary>Two: what is asked for, and what the receiver needs.</summary>
    private bool ReadServices()
    {
        if (!TryBegin("service header", out byte service, out int end))
            return false;
        ServiceClass? asked = service switch
        {
            FlowSpecWire.GeneralService => ServiceClass.BestEffort,
            (int)ServiceClass.ControlledLoad => ServiceClass.ControlledLoad,
            (int)ServiceClass.Guaranteed => ServiceClass.Guaranteed,
            _ => null,
        };
        if (asked is not { } known)
            return Fail(ParseFault.Unsupported, "service");
        _spec = _spec with { Class = known };
        while (_reader.Position < end)
        {
            if (!TryBegin("parameter header", out byte number, out int behind, end) || !ReadPromise(number, behind))
                return false;
        }

        return ReadReceiver();
    }

    private bool ReadPromise(byte number, int end) => number switch
    {
        FlowSpecWire.TokenBucket => ReadTraffic(end),
        FlowSpecWire.Reservation when _spec.Class == ServiceClass.Guaranteed => ReadReservation(end),
        _ => Fail(ParseFault.Unsupported, "parameter"),
    };

    private bool ReadReceiver()
    {
        if (!TryBegin("service header", out byte service, out int end))
            return false;
        if (service != FlowSpecWire.ReceiverService || end != _length)
            return Fail(ParseFault.Invalid, "service");
        while (_reader.Position < end)
        {
            if (!TryBegin("parameter header", out byte number, out int behind, end) || !ReadParameter((ReceiverParameter)number, behind))
                return false;
        }

        return true;
    }

    private bool ReadTraffic(int end)
    {
        if (_spec.Traffic is not null || end - _reader.Position != 8 * Word)
            return Fail(ParseFault.Invalid, "token bucket");
        _reader.TryReadUInt64(out ulong rate);
        _reader.TryReadUInt64(out ulong depth);
        _reader.TryReadUInt64(out ulong peak);
        _reader.TryReadUInt32(out uint unit);
        _reader.TryReadUInt32(out uint packet);
        if (rate > long.MaxValue || depth > long.MaxValue || peak > long.MaxValue)
            return Fail(ParseFault.TooLarge, "token bucket");
        _spec = _spec with { Traffic = new(new((long)rate), new((long)depth), new((long)peak), new(unit), new(packet)) };
        return true;
    }

    private bool ReadReservation(int end)
    {
        if (_reserved is not null || end - _reader.Position != 3 * Word)
            return Fail(ParseFault.Invalid, "reservation");
        _reader.TryReadUInt64(out ulong rate);
        _reader.TryReadUInt32(out _);
        if (rate > long.MaxValue)
            return Fail(ParseFault.TooLarge, "reservation");
        _reserved = new((long)rate);
        return true;
    }

    private bool ReadParameter(ReceiverParameter number, int end)
    {
        if (number is < ReceiverParameter.MaxRate or > ReceiverParameter.Resend)
            return _reader.TrySkip(end - _reader.Position);
        ulong bit = 1UL << (number - ReceiverParameter.MaxRate);
        if ((_seen & bit) != 0 && number is not (ReceiverParameter.Accept or ReceiverParameter.Protection))
            return Fail(ParseFault.Invalid, "repeated parameter");
        _seen |= bit;
        if (number is ReceiverParameter.Accept or ReceiverParameter.Booking)
            return ReadName(number, end);
        if (end - _reader.Position != 2 * Word)
            return Fail(ParseFault.Invalid, "parameter length");
        _reader.TryReadUInt64(out ulong value);
        if (number == ReceiverParameter.Protection)
            return ReadProtection(value);
        return (value <= long.MaxValue && TrySet(number, (long)value)) || Fail(ParseFault.TooLarge, "parameter value");
    }

    private bool ReadName(ReceiverParameter number, int end)
    {
        _reader.TryReadBytes(end - _reader.Position, out ReadOnlySpan<byte> padded);
        ReadOnlySpan<byte> text = padded.TrimEnd((byte)0);
        if (padded.Length - text.Length >= Word)
            return Fail(ParseFault.Invalid, "padding of a name");
        string name = Encoding.ASCII.GetString(text);
        if (number == ReceiverParameter.Booking)
            _spec = _spec with { Booking = name };
        else if (_accept.Count < FlowSpecRules.MostNames)
            _accept.Add(name);
        else
            return Fail(ParseFault.TooLarge, "names");
        return true;
    }

    /// <summary>See <see cref="ReceiverParameter.Protection"/>. What is no layout is found when the whole is checked.</summary>
    private bool ReadProtection(ulong value)
    {
        const ulong Unused = 0xFFFE;
        if (value >> 32 > int.MaxValue || (value & Unused) != 0)
            return Fail(ParseFault.Invalid, "protection");
        if (_protection.Count == FlowSpecRules.MostProtected)
            return Fail(ParseFault.TooLarge, "protected streams");
        _protection.Add(new((int)(value >> 32), new((byte)(value >> 24), (byte)(value >> 16), (value & 1) != 0)));
        return true;
    }

    private bool TrySet(ReceiverParameter number, long value)
    {
        _spec = number switch
        {
            ReceiverParameter.MaxRate => _spec with { MaxRate = new(value) },
            ReceiverParameter.Delay => _spec with { Delay = new(value) },
            ReceiverParameter.Jitter => _spec with { Jitter = new(value) },
            ReceiverParameter.Loss => _spec with { Loss = new(value) },
            ReceiverParameter.Buffer => _spec with { Buffer = new(value) },
            ReceiverParameter.Memory => _spec with { Memory = new(value) },
            ReceiverParameter.Resend => _spec with { Resend = new(value) },
            _ when value > int.MaxValue => _spec,
            ReceiverParameter.LossBurst => _spec with { LossBurst = (int)value },
            _ => _spec with { Priority = (int)value },
        };
        return value <= int.MaxValue || number is not (ReceiverParameter.LossBurst or ReceiverParameter.Priority);
    }

    /// <summary>The header of a service or a parameter: a number, and where its data ends.</summary>
    private bool TryBegin(string production, out byte number, out int end, int within = int.MaxValue)
    {
        end = 0;
        int limit = Math.Min(within, _length);
        if (!_reader.TryReadByte(out number) || !_reader.TryReadByte(out _) || !_reader.TryReadUInt16(out ushort words))
            return Fail(ParseFault.Truncated, production);
        end = _reader.Position + (words * Word);
        return end <= limit || Fail(ParseFault.Truncated, production);
    }

    private bool Fail(ParseFault fault, string production)
    {
        if (_error == ParseError.None)
            _error = new(fault, _reader.Position, production);
        return false;
    }
}
