using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Makes the parity of a stream, whatever it looks like on the wire: the half of every format that they share.</summary>
/// <remarks>
/// A block grows row by row. The parity of a row is ready with its last packet; that of the columns is spread over the next block, one
/// after every D packets, so that it neither bursts nor is lost with what it protects. What the bucket does not let pass yet is kept.
/// What ends early (a block that is closed, columns whose spreading a shorter block cuts) is set free together, and stands behind the
/// parity that comes in its turn: whoever sends may take its time with it.
/// </remarks>
public sealed class ParityEncoder(Ssrc source)
{
    /// <summary>The longest packet that is protected: a jumbo frame's. A longer one ends the block, as a hole does.</summary>
    public const int MostPacket = 9_000;

    /// <summary>Sums that wait to leave: the columns of two blocks and the rows of one, 3 × 64. More are given up, oldest first; with the
    /// columns that grow it is 256 × 1 400 B = 360 kB at most, and 30 kB for 10x5.</summary>
    private const int MostReady = 192;

    private readonly Queue<ParitySum> _ready = new();
    private readonly Queue<ParitySum> _freed = new();
    private readonly Queue<ParitySum> _waiting = new();
    private readonly Stack<ParitySum> _free = new();
    private readonly ParitySum?[] _columns = new ParitySum?[ParityLayout.MostOfEither];
    private ParitySum? _row;
    private ParityLayout _coming;
    private SequenceNumber _next;
    private RtpTimestamp _now;
    private int _filled;
    private int _spacing;
    private int _sinceColumn;

    /// <summary>How the block is protected that grows.</summary>
    public ParityLayout Layout { get; private set; }

    public bool HasNext => _ready.Count + _freed.Count > 0;

    /// <summary>Whether the next one was set free together with others; all that came in their turn have been taken.</summary>
    public bool IsNextFreed => _ready.Count == 0 && _freed.Count > 0;

    /// <summary>The length of the longest packet that the next parity protects.</summary>
    public int NextSize => Leaving.Peek().Longest;

    /// <summary>Parity that never left, since too much of it waited.</summary>
    public long GivenUp { get; private set; }

    private Queue<ParitySum> Leaving => _ready.Count > 0 ? _ready : _freed;

    /// <summary>Another layout from the next block on: at once where none has begun.</summary>
    public void Change(ParityLayout layout)
    {
        Invariant.That(layout.IsValid);
        _coming = layout;
        if (_filled == 0)
            Layout = layout;
    }

    /// <summary>A packet has left; a hole in the numbers begins a new block.</summary>
    public void Accept(ReadOnlySpan<byte> rtpPacket)
    {
        Invariant.That(rtpPacket.Length >= RtpHeader.Size && BinaryPrimitives.ReadUInt32BigEndian(rtpPacket[8..]) == source.Value);
        SequenceNumber sequence = new(BinaryPrimitives.ReadUInt16BigEndian(rtpPacket[2..]));
        if (_filled > 0 && sequence != _next)
            Flush();
        _next = sequence + 1;
        _now = new(BinaryPrimitives.ReadUInt32BigEndian(rtpPacket[4..]));
        if (rtpPacket.Length > MostPacket)
        {
            Flush();
            return;
        }

        if (!Layout.IsNone)
            Add(rtpPacket, sequence);
        Spread();
        if (_filled > 0 && _filled == Layout.Packets)
            Close();
    }

    /// <summary>Closes the block with what it has, and makes ready what waits to be spread.</summary>
    public void Flush()
    {
        ReleaseWaiting();
        bool isAlone = _filled == 1 && _row is not null;
        if (_row is not null)
            Release(_row, _freed);
        _row = null;
        foreach (ref ParitySum? column in _columns.AsSpan(0, Layout.Columns))
        {
            // A block of one packet with both parities: one copy of it is enough.
            if (column is not null && !isAlone)
                Release(column, _freed);
            else if (column is not null)
                _free.Push(column);
            column = null;
        }

        (_filled, Layout) = (0, _coming);
    }

    /// <summary>The next parity, good until the next call of anything.</summary>
    public bool TryTake(out RepairPacket repair)
    {
        repair = default;
        if (!Leaving.TryDequeue(out ParitySum? sum))
            return false;
        repair = sum.ToRepair(source);
        _free.Push(sum);
        return true;
    }

    private void Add(ReadOnlySpan<byte> packet, SequenceNumber sequence)
    {
        int place = _filled++ % Layout.Columns;
        if (Layout.HasColumnParity)
            (_columns[place] ??= Begin(ParityKind.Column, sequence, Layout.Columns)).Add(packet);
        if (!Layout.HasRowParity)
            return;
        _row ??= Begin(Layout.HasColumnParity ? ParityKind.RowBeforeColumns : ParityKind.Row, sequence, 1);
        _row.Add(packet);
        if (_row.Count < Layout.Columns)
            return;
        Release(_row, _ready);
        _row = null;
    }

    /// <summary>One column of the block before after every D packets: the last leaves with the last packet of this block.</summary>
    private void Spread()
    {
        if (_waiting.Count == 0 || ++_sinceColumn < _spacing)
            return;
        Release(_waiting.Dequeue(), _ready);
        _sinceColumn = 0;
    }

    private void Close()
    {
        // Some are left only where this block was smaller than the one before.
        ReleaseWaiting();
        foreach (ref ParitySum? column in _columns.AsSpan(0, Layout.HasColumnParity ? Layout.Columns : 0))
        {
            _waiting.Enqueue(column!);
            column = null;
        }

        (_spacing, _sinceColumn) = (Layout.Rows, 0);
        (_filled, Layout) = (0, _coming);
    }

    private void ReleaseWaiting()
    {
        while (_waiting.TryDequeue(out ParitySum? column))
            Release(column, _freed);
    }

    private void Release(ParitySum sum, Queue<ParitySum> to)
    {
        if (_ready.Count + _freed.Count == MostReady)
        {
            _free.Push((_freed.Count > 0 ? _freed : _ready).Dequeue());
            GivenUp++;
        }

        sum.Completed = _now;
        to.Enqueue(sum);
    }

    private ParitySum Begin(ParityKind kind, SequenceNumber first, int stride)
    {
        if (!_free.TryPop(out ParitySum? sum))
            sum = new();
        sum.Begin(kind, first, stride);
        return sum;
    }
}
