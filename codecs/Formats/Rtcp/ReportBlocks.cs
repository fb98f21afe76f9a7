namespace Streaming.Formats.Rtcp;

/// <summary>The report blocks of one report; profile extensions behind them are not part of it.</summary>
public readonly ref struct ReportBlocks
{
    private readonly ReadOnlySpan<byte> _wire;

    internal ReportBlocks(ReadOnlySpan<byte> wire) => _wire = wire;

    /// <summary>0 … 31.</summary>
    public int Count => _wire.Length / ReportBlock.Size;

    public ReportBlock this[int index] =>
        ReportBlock.TryParse(_wire.Slice(index * ReportBlock.Size, ReportBlock.Size), out ReportBlock block) ? block : default;

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the blocks.</summary>
    public ref struct Enumerator
    {
        private readonly ReportBlocks _blocks;
        private int _index = -1;

        internal Enumerator(ReportBlocks blocks) => _blocks = blocks;

        public readonly ReportBlock Current => _blocks[_index];

        public bool MoveNext() => ++_index < _blocks.Count;
    }
}
