using System.Buffers.Binary;
using Xunit;

namespace Streaming.Testing.TransportStreams;

/// <summary>Reads a transport stream of constant rate by arithmetic of its own, and holds it against ISO/IEC 13818-1 and ETSI TR 101 290:
/// nothing in here is shared with what wrote it.</summary>
public sealed class StreamAnalysis
{
    private const int Size = 188;
    private const double Hertz = 27_000_000;

    private readonly double _secondsPerPacket;
    private readonly Dictionary<int, int> _counters = [];
    private readonly Dictionary<int, List<byte>> _units = [];
    private readonly Dictionary<int, double> _decodes = [];
    private readonly Dictionary<int, ModelDecoder> _models = [];
    private readonly Dictionary<int, double> _worstIntervals = [];
    private readonly Dictionary<int, double> _sectionAt = [];
    private readonly Dictionary<int, byte[]> _sections = [];
    private readonly Dictionary<int, MemoryStream> _elementary = [];
    private readonly Dictionary<int, List<long>> _presentations = [];
    private readonly Dictionary<int, List<long>> _decodeTimes = [];
    private double _firstClock = double.NaN;
    private double _lastClockAt = double.NaN;
    private double _at;

    /// <param name="rate">Bits a second.</param>
    /// <param name="buffers">Of each elementary stream by its PID: bytes of its decoder's buffer, and bits a second out of the transport
    /// buffer.</param>
    public StreamAnalysis(double rate, IReadOnlyDictionary<int, (int Buffer, double Leak)> buffers)
    {
        _secondsPerPacket = Size * 8 / rate;
        foreach ((int pid, (int buffer, double leak)) in buffers)
            _models[pid] = new(buffer, leak);
    }

    public long Packets { get; private set; }

    public long Nulls { get; private set; }

    /// <summary>Packets whose counter does not follow the one before. TR 101 290 §5.2.1, 1.4.</summary>
    public int Discontinuities { get; private set; }

    /// <summary>Largest distance of a clock reference from where the rate has it, in nanoseconds. TR 101 290 §5.2.2, 2.4: 500.</summary>
    public double WorstClock { get; private set; }

    /// <summary>Largest distance between two clock references, in milliseconds.</summary>
    public double WorstClockInterval { get; private set; }

    public int Clocks { get; private set; }

    /// <summary>Largest distance between two of a PID's sections, in milliseconds.</summary>
    public IReadOnlyDictionary<int, double> WorstInterval => _worstIntervals;

    /// <summary>Each PID's last section, whole.</summary>
    public IReadOnlyDictionary<int, byte[]> Sections => _sections;

    /// <summary>Units whose last byte came after their decode time. §2.4.2.6.</summary>
    public int Underflows { get; private set; }

    /// <summary>Fullest transport buffer, of 512 bytes. §2.4.2.3.</summary>
    public double WorstTransportBuffer => _models.Values.Max(model => model.WorstTransport);

    /// <summary>By how many bytes a decoder's buffer ran over, at worst; 0 or less where none did.</summary>
    public double WorstOverflow => _models.Values.Max(model => model.WorstBuffer - model.Buffer);

    /// <summary>Longest time that a unit lay in its buffer, in seconds. §2.4.2.6: 1.</summary>
    public double LongestWait { get; private set; }

    /// <summary>What the elementary streams hold, PES headers taken off.</summary>
    public IReadOnlyDictionary<int, MemoryStream> Elementary => _elementary;

    /// <summary>Presentation times of a PID's units, in 90 kHz.</summary>
    public IReadOnlyDictionary<int, List<long>> Presentations => _presentations;

    /// <summary>Decode times, in 90 kHz.</summary>
    public IReadOnlyDictionary<int, List<long>> Decodes => _decodeTimes;

    public void Accept(ReadOnlySpan<byte> stream)
    {
        for (; stream.Length >= Size; stream = stream[Size..])
        {
            AcceptPacket(stream[..Size]);
            _at += _secondsPerPacket;
            Packets++;
        }

        Assert.True(stream.IsEmpty);
    }

    private void AcceptPacket(ReadOnlySpan<byte> packet)
    {
        Assert.Equal(0x47, packet[0]);
        int pid = BinaryPrimitives.ReadUInt16BigEndian(packet[1..]) & 0x1fff;
        bool hasPayload = (packet[3] & 0x10) != 0, isStart = (packet[1] & 0x40) != 0;
        if (pid == 0x1fff)
        {
            Nulls++;
            return;
        }

        Count(pid, packet[3] & 0xf, hasPayload);
        int adaptation = (packet[3] & 0x20) != 0 ? 1 + packet[4] : 0;
        Assert.InRange(adaptation, 0, hasPayload ? 183 : 184);
        if (adaptation > 1 && (packet[5] & 0x10) != 0)
            Refer(packet);
        if (_models.TryGetValue(pid, out ModelDecoder? model))
            model.AcceptPacket(_at + _secondsPerPacket);
        if (!hasPayload)
            return;
        ReadOnlySpan<byte> payload = packet[(4 + adaptation)..];
        if (pid is 0 or 0x11 or 0x20)
            AcceptSection(pid, payload, isStart);
        else
            AcceptUnit(pid, payload, isStart);
    }

    private void Count(int pid, int counter, bool hasPayload)
    {
        if (_counters.TryGetValue(pid, out int before))
            Discontinuities += counter == ((before + (hasPayload ? 1 : 0)) & 0xf) ? 0 : 1;
        _counters[pid] = counter;
    }

    /// <summary>The clock speaks of the byte with the last bit of its base, the eleventh of the packet. §2.4.3.5.</summary>
    private void Refer(ReadOnlySpan<byte> packet)
    {
        long high = BinaryPrimitives.ReadUInt32BigEndian(packet[6..]);
        int low = BinaryPrimitives.ReadUInt16BigEndian(packet[10..]);
        double clock = ((((high << 1) | (uint)(low >> 15)) * 300) + (low & 0x1ff)) / Hertz;
        double arrival = _at + (_secondsPerPacket * 10 / Size);
        if (double.IsNaN(_firstClock))
            _firstClock = clock - arrival;
        else
            WorstClockInterval = Math.Max(WorstClockInterval, (arrival - _lastClockAt) * 1_000);
        WorstClock = Math.Max(WorstClock, Math.Abs(clock - arrival - _firstClock) * 1e9);
        _lastClockAt = arrival;
        Clocks++;
    }

    private void AcceptSection(int pid, ReadOnlySpan<byte> payload, bool isStart)
    {
        Assert.True(isStart && payload[0] == 0, "one section in one packet");
        int length = 3 + (BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) & 0xfff);
        byte[] section = payload.Slice(1, length).ToArray();
        Assert.Equal(0u, Sum(section));
        Assert.Equal(-1, payload[(1 + length)..].IndexOfAnyExcept((byte)0xff));
        if (_sections.TryGetValue(pid, out byte[]? before))
        {
            Assert.Equal(before, section);
            _worstIntervals[pid] = Math.Max(_worstIntervals.GetValueOrDefault(pid), (_at - _sectionAt[pid]) * 1_000);
        }

        (_sections[pid], _sectionAt[pid]) = (section, _at);
    }

    private void AcceptUnit(int pid, ReadOnlySpan<byte> payload, bool isStart)
    {
        if (isStart)
        {
            EndUnit(pid);
            Assert.Equal([0, 0, 1], payload[..3].ToArray());
            long presentation = Stamp(payload[9..]), decode = (payload[7] & 0x40) != 0 ? Stamp(payload[14..]) : presentation;
            Assert.True(decode <= presentation);
            _presentations.TryAdd(pid, []);
            _presentations[pid].Add(presentation);
            _decodeTimes.TryAdd(pid, []);
            Assert.True(_decodeTimes[pid].Count == 0 || _decodeTimes[pid][^1] < decode, "no two units are decoded at once");
            _decodeTimes[pid].Add(decode);
            _decodes[pid] = (decode / 90_000.0) - _firstClock;
            _units[pid] = [];
            _models[pid].Begin(_decodes[pid]);
        }

        _units[pid].AddRange(payload);
        _models[pid].AcceptBytes(payload.Length, _at + _secondsPerPacket);
        LongestWait = Math.Max(LongestWait, _decodes[pid] - _at);
        Underflows += _at + _secondsPerPacket > _decodes[pid] ? 1 : 0;
    }

    private void EndUnit(int pid)
    {
        _elementary.TryAdd(pid, new());
        if (!_units.TryGetValue(pid, out List<byte>? unit))
            return;
        int header = 9 + unit[8], length = (unit[4] << 8) | unit[5];
        Assert.True(length == 0 || length == unit.Count - 6, "a PES packet is as long as it says");
        _elementary[pid].Write([.. unit], header, unit.Count - header);
    }

    /// <param name="isCut">What was begun last need not be whole, and is left out.</param>
    public void End(bool isCut = false)
    {
        foreach (int pid in isCut ? [] : _units.Keys.ToArray())
            EndUnit(pid);
    }

    private static long Stamp(ReadOnlySpan<byte> field)
    {
        Assert.Equal((1, 1, 1), (field[0] & 1, field[2] & 1, field[4] & 1));
        return ((long)(field[0] & 0xe) << 29) | ((long)field[1] << 22) | ((long)(field[2] & 0xfe) << 14) | ((long)field[3] << 7)
            | ((long)field[4] >> 1);
    }

    private static uint Sum(byte[] section)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in section)
        {
            for (int bit = 7; bit >= 0; bit--)
                sum = (sum << 1) ^ (((sum >> 31) ^ (uint)((value >> bit) & 1)) != 0 ? 0x04c11db7u : 0);
        }

        return sum;
    }
}
