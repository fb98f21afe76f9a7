using Streaming.Primitives.Chance;

namespace Streaming.World.Tests.Network;

/// <summary>Carries packets from sender to receiver in virtual time, and keeps a tally of what it did to them.</summary>
public sealed class VirtualNetwork(NetworkOptions options)
{
    private readonly SeededRandom _random = new(options.Seed);
    private readonly PriorityQueue<InFlight, (Instant At, long Order)> _flying = new();
    private long _order;

    public Dictionary<int, long> Sent { get; } = [];

    public Dictionary<int, long> Lost { get; } = [];

    public Dictionary<int, long> Duplicated { get; } = [];

    public Instant Next => _flying.TryPeek(out _, out (Instant At, long) first) ? first.At : Instant.Never;

    public void Send(int stream, bool isReport, byte[] bytes, Instant now)
    {
        if (!isReport)
        {
            Count(Sent, stream);
            if (_random.NextDouble() < options.Loss)
            {
                Count(Lost, stream);
                return;
            }

            if (_random.NextDouble() < options.Duplicates)
            {
                Count(Duplicated, stream);
                Fly(stream, isReport, bytes, now);
            }
        }

        Fly(stream, isReport, bytes, now);
    }

    public bool TryArrive(Instant now, out InFlight? packet)
    {
        packet = null;
        return Next <= now && _flying.TryDequeue(out packet, out _);
    }

    private static void Count(Dictionary<int, long> tally, int stream) => tally[stream] = tally.GetValueOrDefault(stream) + 1;

    private void Fly(int stream, bool isReport, byte[] bytes, Instant now) =>
        _flying.Enqueue(new(stream, isReport, bytes), (now + options.Delay + (options.Jitter * _random.NextDouble()), _order++));
}
