using Streaming.Primitives.Chance;
using Streaming.Qos.Protection;

namespace Streaming.Qos.Tests.Protection;

/// <summary>Loses packets as a two-state model says, with dice.</summary>
internal sealed class LossyLine
{
    private readonly SeededRandom _random;
    private GilbertElliott _model;
    private bool _isBad;

    public LossyLine(GilbertElliott model, ulong seed)
    {
        _random = new(seed);
        _model = model;
        _isBad = _random.NextDouble() < model.BadShare;
    }

    public GilbertElliott Model
    {
        get => _model;
        set => (_model, _isBad) = (value, _random.NextDouble() < value.BadShare);
    }

    public bool LosesNext()
    {
        bool isLost = _random.NextDouble() < (_isBad ? _model.BadLoss : _model.GoodLoss);
        _isBad = _isBad ? _random.NextDouble() >= _model.Mends : _random.NextDouble() < _model.Worsens;
        return isLost;
    }
}
