using System.Buffers.Binary;
using System.Text;

namespace Streaming.Qos.FlowSpecs;

/// <summary>Writes the binary form of a flow specification. See <see cref="FlowSpecWire"/>.</summary>
internal ref struct FlowSpecWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private ByteWriter _writer = new(destination);

    public int Write(FlowSpec spec, BitRate? reserved)
    {
        _writer.WriteUInt32(FlowSpecWire.Version << 28);
        int service = Begin(spec.Class == ServiceClass.BestEffort ? FlowSpecWire.GeneralService : (int)spec.Class);
        if (spec.Traffic is { } traffic)
            WriteTraffic(traffic);
        if (reserved is { } rate)
            WriteReservation(rate);
        End(service);
        WriteReceiver(spec);
        BinaryPrimitives.WriteUInt16BigEndian(_destination[2..], (ushort)((_writer.Position / 4) - 1));
        return _writer.Position;
    }

    private void WriteReceiver(FlowSpec spec)
    {
        int service = Begin(FlowSpecWire.ReceiverService);
        Add(ReceiverParameter.MaxRate, spec.MaxRate?.BitsPerSecond);
        Add(ReceiverParameter.Delay, spec.Delay?.Ticks);
        Add(ReceiverParameter.Jitter, spec.Jitter?.Ticks);
        Add(ReceiverParameter.Loss, spec.Loss?.Billionths);
        Add(ReceiverParameter.LossBurst, spec.LossBurst);
        Add(ReceiverParameter.Buffer, spec.Buffer?.Ticks);
        Add(ReceiverParameter.Memory, spec.Memory?.Bytes);
        Add(ReceiverParameter.Priority, spec.Priority);
        foreach (string name in spec.Accept)
            Add(ReceiverParameter.Accept, name);
        if (spec.Booking is { } booking)
            Add(ReceiverParameter.Booking, booking);
        foreach (StreamProtection protection in spec.Protection)
            Add(ReceiverParameter.Protection, Packed(protection));
        Add(ReceiverParameter.Resend, spec.Resend?.Billionths);
        End(service);
    }

    private static long Packed(StreamProtection one) => ((long)one.Track << 32)
        | ((long)one.Layout.Columns << 24) | ((long)one.Layout.Rows << 16) | (one.Layout.HasRowParity ? 1L : 0);

    private void WriteTraffic(TrafficSpec traffic)
    {
        WriteParameter(FlowSpecWire.TokenBucket, 8);
        _writer.WriteUInt64((ulong)traffic.Rate.BitsPerSecond);
        _writer.WriteUInt64((ulong)traffic.Depth.Bytes);
        _writer.WriteUInt64((ulong)traffic.Peak.BitsPerSecond);
        _writer.WriteUInt32((uint)traffic.MinUnit.Bytes);
        _writer.WriteUInt32((uint)traffic.MaxPacket.Bytes);
    }

    /// <summary>RSPEC: R, and no slack.</summary>
    private void WriteReservation(BitRate reserved)
    {
        WriteParameter(FlowSpecWire.Reservation, 3);
        _writer.WriteUInt64((ulong)reserved.BitsPerSecond);
        _writer.WriteUInt32(0);
    }

    private void Add(ReceiverParameter parameter, long? value)
    {
        if (value is not { } number)
            return;
        WriteParameter((int)parameter, 2);
        _writer.WriteUInt64((ulong)number);
    }

    /// <summary>ASCII, filled up with zeros to whole words.</summary>
    private void Add(ReceiverParameter parameter, string name)
    {
        Span<byte> text = stackalloc byte[(name.Length + 3) / 4 * 4];
        text.Clear();
        Encoding.ASCII.GetBytes(name, text);
        WriteParameter((int)parameter, text.Length / 4);
        _writer.WriteBytes(text);
    }

    private void WriteParameter(int number, int words)
    {
        _writer.WriteByte((byte)number);
        _writer.WriteByte(0);
        _writer.WriteUInt16((ushort)words);
    }

    /// <summary>Begins a service's block; answers where its header lies.</summary>
    private int Begin(int service)
    {
        int at = _writer.Position;
        _writer.WriteUInt32((uint)service << 24);
        return at;
    }

    private readonly void End(int header) =>
        BinaryPrimitives.WriteUInt16BigEndian(_destination[(header + 2)..], (ushort)((_writer.Position - header - 4) / 4));
}
