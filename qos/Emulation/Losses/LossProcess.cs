using Streaming.Emulation.Chance;
using Streaming.Primitives.Chance;
using Streaming.Qos.Protection;

namespace Streaming.Emulation.Losses;

/// <summary>Which packets a link loses, one after the other.</summary>
public abstract class LossProcess
{
    private protected LossProcess()
    {
    }

    /// <summary>Whether the next packet is lost.</summary>
    public abstract bool Next();

    /// <summary>One that begins as it would be found at any time: a chain in the state it is mostly in, a trace anywhere.</summary>
    public static LossProcess Of(LossProfile profile, ulong seed) => profile switch
    {
        LossProfile.Bernoulli bernoulli => new Single(bernoulli.Loss, new(seed)),
        LossProfile.Chain chain => new Chained(chain.States, new(seed)),
        LossProfile.Trace trace => new Traced(trace.Lost, new(seed)),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "a loss profile nobody knows"),
    };

    private sealed class Single(Ratio loss, SeededRandom random) : LossProcess
    {
        public override bool Next() => random.Happens(loss);
    }

    private sealed class Chained : LossProcess
    {
        private readonly GilbertElliott _states;
        private readonly SeededRandom _random;
        private bool _isBad;

        public Chained(GilbertElliott states, SeededRandom random)
        {
            _states = states;
            _random = random;
            _isBad = random.NextDouble() < states.BadShare;
        }

        public override bool Next()
        {
            bool isLost = _random.NextDouble() < (_isBad ? _states.BadLoss : _states.GoodLoss);
            _isBad = _isBad ? _random.NextDouble() >= _states.Mends : _random.NextDouble() < _states.Worsens;
            return isLost;
        }
    }

    private sealed class Traced(IReadOnlyList<bool> lost, SeededRandom random) : LossProcess
    {
        private int _at = random.Next(lost.Count);

        public override bool Next()
        {
            bool isLost = lost[_at];
            _at = _at + 1 == lost.Count ? 0 : _at + 1;
            return isLost;
        }
    }
}
