using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Channels;

/// <summary>A channel of several lanes and a sound, one link that all receivers share, and one more for each of them, in virtual
/// time.</summary>
internal sealed class LayerWorld
{
    private const int PacketBits = 1_200 * 8;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Group = TimeSpan.FromSeconds(2);

    /// <summary>A router asks whether anybody else listens before it stops.</summary>
    private static readonly TimeSpan LeaveTakes = TimeSpan.FromMilliseconds(400);

    private static readonly BitRate Sound = BitRate.Kbps(96);

    private readonly BitRate[] _rates;
    private readonly SharedLink _shared;
    private readonly SeededRandom _random;
    private readonly double[] _due;
    private readonly Instant[] _listenedAt;
    private long _steps;

    public LayerWorld(BitRate[] rates, SharedLink shared, ulong seed)
    {
        (_rates, _shared, _random) = (rates, shared, new(seed));
        _due = new double[rates.Length + 1];
        _listenedAt = new Instant[rates.Length + 1];
    }

    public List<LayerReceiver> Receivers { get; } = [];

    public Instant Now { get; private set; } = Instant.FromSeconds(1_000);

    /// <summary>What the shared link was asked to carry, lane by lane, for how long.</summary>
    public TimeSpan[] Carried => [.. _carried];

    private readonly TimeSpan[] _carried = new TimeSpan[16];

    public LayerReceiver Add(BitRate link, double loss = 0, Func<int, bool>? refused = null)
    {
        LayerReceiver receiver = new(
            _rates, new(link, TimeSpan.FromMilliseconds(150), loss, _random.NextUInt64()), _random.NextUInt64())
        {
            IsRefused = refused ?? (_ => false),
        };
        Receivers.Add(receiver);
        receiver.Start(Now);
        return receiver;
    }

    public LayerWorld Run(double seconds)
    {
        for (Instant end = Now + TimeSpan.FromSeconds(seconds); Now < end;)
        {
            Now += Step;
            _steps++;
            _shared.Pass(Step);
            Receivers.ForEach(receiver => receiver.Link.Pass(Step));
            Send();
            long sinceKey = (_steps * Step.Ticks) % Group.Ticks;
            if (sinceKey == 0)
                Receivers.ForEach(receiver => receiver.Key(Now));
            if (_steps * Step.Ticks % Window.Ticks == 0)
            {
                Receivers.ForEach(receiver => receiver.Obey(Now));
                Receivers.ForEach(receiver => receiver.Look(Window, Group - new TimeSpan(sinceKey), Now));
            }
        }

        return this;
    }

    private void Send()
    {
        for (int lane = 0; lane <= _rates.Length; lane++)
        {
            bool isSound = lane == _rates.Length;
            if (isSound || Receivers.Exists(receiver => receiver.Joined[lane]))
                _listenedAt[lane] = Now;
            _due[lane] += (isSound ? Sound : _rates[lane]).BitsPerSecond * Step.TotalSeconds * (0.5 + _random.NextDouble());
            bool isCarried = Now - _listenedAt[lane] <= LeaveTakes;
            _carried[lane] += isCarried ? Step : TimeSpan.Zero;
            for (; _due[lane] >= PacketBits; _due[lane] -= PacketBits)
            {
                if (isCarried)
                    Forward(lane, isSound);
            }
        }
    }

    private void Forward(int lane, bool isSound)
    {
        bool comes = _shared.Carries(PacketBits);
        TimeSpan delay = _shared.Delay;
        foreach (LayerReceiver receiver in Receivers)
        {
            if (!isSound && !receiver.Joined[lane])
                continue;
            bool arrives = comes && receiver.Link.Carries(PacketBits);
            receiver.Packet(PacketBits, arrives, delay + receiver.Link.Delay, Now);
        }
    }
}
