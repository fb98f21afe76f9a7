using Streaming.Formats.Fec;

namespace Streaming.Player.Repair;

/// <summary>Which layout parity has, as its packets say it themselves.</summary>
/// <remarks>The last block before a pause or the end is closed with what it has, and says so: another layout is believed when more of it
/// has come than one block brings.</remarks>
internal sealed class LayoutWatch
{
    private int _columnsSinceRow = ParityLayout.MostOfEither;
    private ParityLayout _next;
    private int _times;

    public ParityLayout Seen { get; private set; }

    public void Accept(in RepairPacket parity)
    {
        if (parity.Kind == ParityKind.RowBeforeColumns)
        {
            _columnsSinceRow = 0;
            Seen = Seen with { HasRowParity = !Seen.IsNone };
            return;
        }

        ParityLayout layout = parity.Kind == ParityKind.Row
            ? new((byte)parity.Count, 0, HasRowParity: true)
            : new((byte)parity.Stride, (byte)parity.Count, _columnsSinceRow < ParityLayout.MostOfEither);
        _columnsSinceRow++;
        (_next, _times) = (layout, layout == _next ? _times + 1 : 1);
        if (layout.IsValid && (Seen.IsNone || _times > layout.Columns))
            Seen = layout;
    }
}
