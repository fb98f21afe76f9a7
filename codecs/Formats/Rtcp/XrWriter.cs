namespace Streaming.Formats.Rtcp;

/// <summary>Puts the blocks of an extended report together, for <see cref="CompoundWriter.ExtendedReport"/>.</summary>
/// <remarks><c>XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]); blocks.Add(summary); blocks.Add(loss);</c></remarks>
public ref struct XrWriter(Span<byte> wire)
{
    /// <summary>Enough for one block of each kind about one source, and discards of every type: 12 + 16 + 40 + 32 + 32 + 24 +
    /// 3 · 12.</summary>
    public const int MaxSize = 192;

    private ByteWriter _writer = new(wire);

    public readonly ReadOnlySpan<byte> Written => _writer.Written;

    public void Add(in ReceiverReferenceTime time)
    {
        Begin(XrBlockType.ReceiverReferenceTime, 0, ReceiverReferenceTime.ContentSize);
        time.Write(ref _writer);
    }

    /// <summary>One for each receiver.</summary>
    public void Add(scoped ReadOnlySpan<DelaySinceLastReference> delays)
    {
        Begin(XrBlockType.DelaySinceLastReference, 0, delays.Length * DelaySinceLastReference.Size);
        foreach (DelaySinceLastReference delay in delays)
            delay.Write(ref _writer);
    }

    public void Add(in StatisticsSummary summary)
    {
        Begin(XrBlockType.StatisticsSummary, summary.Specific, StatisticsSummary.ContentSize);
        summary.Write(ref _writer);
    }

    public void Add(in IdmsReport report)
    {
        Begin(XrBlockType.Idms, report.Specific, IdmsReport.ContentSize);
        report.Write(ref _writer);
    }

    public void Add(in MeasurementInformation information)
    {
        Begin(XrBlockType.MeasurementInformation, 0, MeasurementInformation.ContentSize);
        information.Write(ref _writer);
    }

    public void Add(in BurstGapLoss loss)
    {
        Begin(XrBlockType.BurstGapLoss, loss.Specific, BurstGapLoss.ContentSize);
        loss.Write(ref _writer);
    }

    public void Add(in DiscardCount discards)
    {
        Begin(XrBlockType.DiscardCount, discards.Specific, DiscardCount.ContentSize);
        discards.Write(ref _writer);
    }

    private void Begin(XrBlockType type, byte specific, int size)
    {
        _writer.WriteByte((byte)type);
        _writer.WriteByte(specific);
        _writer.WriteUInt16((ushort)(size / 4));
    }
}
