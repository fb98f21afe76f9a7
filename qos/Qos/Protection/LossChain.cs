namespace Streaming.Qos.Protection;

/// <summary>The chance that packets at given places of a stream meet a given fate: the chain of states, walked from place to
/// place.</summary>
/// <remarks>Between places n apart a chain forgets: Aⁿ = Π + λⁿ·(I − Π), so a step costs the same however long it is.</remarks>
internal sealed class LossChain
{
    private readonly double _bad;
    private readonly double _goodLoss;
    private readonly double _badLoss;
    private readonly double[] _fading;

    /// <param name="longest">The longest step that will be asked for.</param>
    public LossChain(in GilbertElliott model, int longest)
    {
        (_bad, _goodLoss, _badLoss) = (model.BadShare, model.GoodLoss, model.BadLoss);
        double persistence = Math.Max(0, model.Persistence);
        _fading = new double[longest + 1];
        _fading[0] = 1;
        for (int step = 1; step <= longest; step++)
            _fading[step] = _fading[step - 1] * persistence;
    }

    /// <summary>The chance that of all these places, in their order, exactly one is lost, and just that one.</summary>
    public double Alone(ReadOnlySpan<int> places, int lost)
    {
        double good = 1 - _bad, bad = _bad;
        for (int i = 0; i < places.Length; i++)
        {
            if (i > 0)
            {
                double all = good + bad;
                bad = (_bad * all) + (_fading[places[i] - places[i - 1]] * (bad - (_bad * all)));
                good = all - bad;
            }

            good *= places[i] == lost ? _goodLoss : 1 - _goodLoss;
            bad *= places[i] == lost ? _badLoss : 1 - _badLoss;
        }

        return good + bad;
    }
}
