namespace Streaming.Player.Playout;

/// <summary>Which picture a decoder can give when another sample goes in: samples come in decoding order, pictures leave in the order
/// they are shown.</summary>
/// <remarks>A decoder holds as many pictures back as ever overtake one another (H.264 §C.4.5.3: num_reorder_frames), and so does this.
/// </remarks>
internal sealed class DecodingOrder
{
    /// <summary>H.264 and H.265 allow no more.</summary>
    private const int Deepest = 16;

    private readonly SortedSet<MediaTime> _held = [];
    private MediaTime? _given;

    /// <summary>Pictures that are held back.</summary>
    public int Depth { get; private set; }

    public void Begin()
    {
        _held.Clear();
        _given = null;
    }

    /// <summary>The position of the picture that is ready now; null where none is.</summary>
    public MediaTime? Accept(MediaTime position)
    {
        if (position < _given)
        {
            // One was given too early: there is more to be held back than was known.
            Depth = Math.Min(Deepest, Depth + 1);
            return null;
        }

        _held.Add(position);
        if (_held.Count <= Depth)
            return null;
        _given = _held.Min;
        _held.Remove(_held.Min);
        return _given;
    }
}
