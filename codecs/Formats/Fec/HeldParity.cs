using System.Numerics;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>A parity packet that waits until only one of its packets is missing.</summary>
internal sealed class HeldParity
{
    private byte[] _payload = [];
    private int _length;

    public ParityKind Kind { get; private set; }

    public PacketIndex First { get; private set; }

    public int Stride { get; private set; }

    public int Count { get; private set; }

    public int Missing { get; set; }

    public RecoveryFields Fields { get; private set; }

    public ulong Known { get; private set; }

    public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _length);

    public PacketIndex Last => this[Count - 1];

    public PacketIndex this[int place] => First + ((long)place * Stride);

    public void Hold(in RepairPacket repair, PacketIndex first, int missing)
    {
        (Kind, First, Stride, Count, Missing) = (repair.Kind, first, repair.Stride, repair.Count, missing);
        (Fields, Known, _length) = (repair.Fields, repair.Known, repair.Payload.Length);
        if (_length > _payload.Length)
            _payload = new byte[BitOperations.RoundUpToPowerOf2((uint)_length)];
        repair.Payload.CopyTo(_payload);
    }

    public bool Covers(PacketIndex index)
    {
        long distance = index - First;
        return distance >= 0 && distance <= (long)(Count - 1) * Stride && distance % Stride == 0;
    }

    public bool IsSameAs(in RepairPacket repair, PacketIndex first) =>
        First == first && Count == repair.Count && (Stride == repair.Stride || Count == 1);
}
