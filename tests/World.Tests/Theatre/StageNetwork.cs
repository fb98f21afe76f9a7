using Streaming.Emulation.Networks;
using Streaming.Primitives.Chance;
using Streaming.Qos.Protection;

namespace Streaming.World.Tests.Theatre;

/// <summary>The way between server and player: datagrams are delayed, scattered and lost; the connection keeps its order.</summary>
internal sealed class StageNetwork(Agenda agenda, StageOptions options)
{
    private readonly SeededRandom _random = new(options.Seed);
    private long _media;
    private Instant? _began;
    private Instant _lastToPlayer;
    private Instant _lastToServer;
    private bool _isBad;

    /// <summary>How media is lost from now on; at first as the options say.</summary>
    public GilbertElliott Losses { get; set; } = GilbertElliott.Random(options.Loss);

    public long Sent { get; private set; }

    public long Lost { get; private set; }

    /// <summary>A datagram, either way.</summary>
    /// <param name="isMedia">Only media is lost: reports are few, and their loss would make runs differ in more than is asked for.</param>
    public void Datagram(bool isMedia, Instant now, Action<Instant> arrive)
    {
        Sent++;
        _began ??= now;
        if (isMedia && now - _began >= options.CleanFor && (IsInBurst() || IsLost()))
        {
            Lost++;
            return;
        }

        agenda.At(now + options.Delay + (options.Jitter * _random.NextDouble()), arrive);
    }

    /// <summary>One throw of the dice where each packet is lost by itself, two where the state of the way changes.</summary>
    private bool IsLost()
    {
        if (Losses.IsRandom)
            return _random.NextDouble() < Losses.Loss;
        _isBad = _isBad ? _random.NextDouble() >= Losses.Mends : _random.NextDouble() < Losses.Worsens;
        return _random.NextDouble() < (_isBad ? Losses.BadLoss : Losses.GoodLoss);
    }

    private bool IsInBurst() =>
        options.Bursts is { Lost: > 0 and var lost, After: var after } && _media++ % (lost + after) >= after;

    /// <summary>A message on the connection.</summary>
    public void Message(bool toServer, Instant now, Action<Instant> arrive)
    {
        ref Instant last = ref toServer ? ref _lastToServer : ref _lastToPlayer;
        last = Instant.Max(last, now + options.Delay);
        agenda.At(last, arrive);
    }
}
