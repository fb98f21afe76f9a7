using System.Numerics;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Packets added up so far, in a row or a column.</summary>
internal sealed class ParitySum
{
    private byte[] _payload = [];
    private int _length;
    private RecoveryFields _fields;

    public ParityKind Kind { get; private set; }

    public SequenceNumber Base { get; private set; }

    public int Stride { get; private set; }

    public int Count { get; private set; }

    /// <summary>When it was complete: the stamp of the newest packet then.</summary>
    public RtpTimestamp Completed { get; set; }

    /// <summary>Of the longest of them, header included.</summary>
    public int Longest => RtpHeader.Size + _length;

    public void Begin(ParityKind kind, SequenceNumber first, int stride)
    {
        (Kind, Base, Stride, Count) = (kind, first, stride, 0);
        (_length, _fields) = (0, default);
    }

    public void Add(ReadOnlySpan<byte> packet)
    {
        _fields ^= RecoveryFields.Of(packet);
        ReadOnlySpan<byte> payload = packet[RtpHeader.Size..];
        if (payload.Length > _payload.Length)
            Array.Resize(ref _payload, (int)BitOperations.RoundUpToPowerOf2((uint)payload.Length));

        // What is behind the longest so far was never written in this block: copied over, it needs no clearing.
        int common = Math.Min(_length, payload.Length);
        Parity.Add(_payload, payload[..common]);
        if (payload.Length > common)
            payload[common..].CopyTo(_payload.AsSpan(common));
        _length = Math.Max(_length, payload.Length);
        Count++;
    }

    /// <summary>What goes on the wire; a column of one cannot be said there, and is a row of one.</summary>
    public RepairPacket ToRepair(Ssrc source) => new()
    {
        Source = source,
        Kind = Count == 1 ? ParityKind.Row : Kind,
        Base = Base,
        Stride = Count == 1 ? 1 : Stride,
        Count = Count,
        Fields = _fields,
        Timestamp = Completed,
        Payload = _payload.AsSpan(0, _length),
    };
}
