using Streaming.Emulation.Chance;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;

namespace Streaming.World.Tests.Crowds;

/// <summary>What each of very many receivers loses of a protected stream, every one by itself, and what of it parity does not mend: of a
/// column, more than one packet. Only losses cost time, not packets.</summary>
internal sealed class LossyBlocks(int receivers, int columns, int rows, Ratio loss, SeededRandom random)
{
    private readonly Dictionary<(int Receiver, int Column), List<SequenceNumber?>> _losses = [];
    private readonly Dictionary<int, List<SequenceNumber>> _unmended = [];
    private readonly double _each = -PortableMath.Log(1 - (loss.Billionths / 1e9));
    private int _packets;

    /// <summary>Media packets that were lost.</summary>
    public long Lost { get; private set; }

    public void Add(SequenceNumber number)
    {
        Lose(_packets % columns, number);
        if (++_packets < columns * rows)
            return;
        for (int column = 0; column < columns; column++)
            Lose(column, packet: null);
        foreach (((int receiver, _), List<SequenceNumber?> lost) in _losses)
        {
            if (lost.Count < 2)
                continue;
            if (!_unmended.TryGetValue(receiver, out List<SequenceNumber>? missing))
                _unmended.Add(receiver, missing = []);
            missing.AddRange(lost.OfType<SequenceNumber>());
        }

        _losses.Clear();
        _packets = 0;
    }

    public List<(int Receiver, List<SequenceNumber> Missing)> TakeUnmended()
    {
        List<(int, List<SequenceNumber>)> taken = [.. _unmended.Select(pair => (pair.Key, pair.Value))];
        _unmended.Clear();
        return taken;
    }

    private void Lose(int column, SequenceNumber? packet)
    {
        // From one that loses it to the next, by how many do not.
        for (int at = Skip(); at < receivers; at += 1 + Skip())
        {
            Lost += packet is null ? 0 : 1;
            if (!_losses.TryGetValue((at, column), out List<SequenceNumber?>? lost))
                _losses.Add((at, column), lost = []);
            lost.Add(packet);
        }
    }

    private int Skip() => (int)Math.Min(random.Exponential() / _each, receivers);
}
