using Streaming.Formats.Fec;

namespace Streaming.Player.Repair;

/// <summary>Which layout parity has, as its packets say it themselves.</summary>
internal sealed class LayoutWatch
{
    private int _columnsSinceRow = ParityLayout.MostOfEither;

    public ParityLayout Seen { get; private set; }

    public void Accept(in RepairPacket parity)
    {
        ParityLayout seen = parity.Kind switch
        {
            ParityKind.Row => new((byte)parity.Count, 0, HasRowParity: true),
            ParityKind.Column => new((byte)parity.Stride, (byte)parity.Count, _columnsSinceRow < ParityLayout.MostOfEither),
            _ => Seen with { HasRowParity = Seen.HasColumnParity },
        };
        _columnsSinceRow = parity.Kind == ParityKind.RowBeforeColumns ? 0 : _columnsSinceRow + 1;
        if (seen.IsValid)
            Seen = seen;
    }
}
