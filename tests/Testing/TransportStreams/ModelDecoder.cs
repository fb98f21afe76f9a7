namespace Streaming.Testing.TransportStreams;

/// <summary>The buffers of one elementary stream in the system target decoder, as levels over time. ISO/IEC 13818-1 §2.4.2.</summary>
public sealed class ModelDecoder(int buffer, double leak)
{
    private readonly Queue<(double Decode, int Bytes)> _units = [];
    private double _transport;
    private double _transportAt;
    private double _decode;
    private int _unit;
    private double _level;

    public int Buffer => buffer;

    /// <summary>Bytes.</summary>
    public double WorstTransport { get; private set; }

    /// <summary>Bytes.</summary>
    public double WorstBuffer { get; private set; }

    /// <summary>A packet has come into the transport buffer.</summary>
    public void AcceptPacket(double at)
    {
        _transport = Math.Max(0, _transport - ((at - _transportAt) * leak / 8)) + 188;
        _transportAt = at;
        WorstTransport = Math.Max(WorstTransport, _transport);
    }

    /// <summary>A unit begins that is decoded then.</summary>
    public void Begin(double decode)
    {
        if (_unit > 0)
            _units.Enqueue((_decode, _unit));
        (_decode, _unit) = (decode, 0);
    }

    public void AcceptBytes(int count, double at)
    {
        while (_units.TryPeek(out (double Decode, int Bytes) first) && first.Decode <= at)
            _level -= _units.Dequeue().Bytes;
        _level += count;
        _unit += count;
        WorstBuffer = Math.Max(WorstBuffer, _level);
    }
}
