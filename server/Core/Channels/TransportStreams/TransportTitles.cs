using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Multiplexing;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>The titles of a transport stream: the one that is sent, the one behind it, and which of them each elementary stream has come
/// to.</summary>
internal sealed class TransportTitles
{
    /// <summary>A title is cued while the one before it is sent.</summary>
    private const int MostTurns = 2;

    private readonly TransportProgram _program;
    private readonly Instant _created;
    private readonly TimeSpan _ahead;
    private readonly ConcurrentQueue<ChannelEvent> _events = new();
    private readonly List<TransportTurn> _turns = [];
    private readonly int[] _turnOf;
    private TransportTurn? _cued;
    private bool _isWanting;

    /// <param name="created">The zero of the channel's axis.</param>
    /// <param name="ahead">How long before it is decoded a unit may leave.</param>
    public TransportTitles(TransportProgram program, Instant created, TimeSpan ahead)
    {
        (_program, _created, _ahead) = (program, created, ahead);
        _turnOf = new int[program.Lanes.Count];
        Want();
    }

    public bool HasNews => !_events.IsEmpty;

    /// <summary>The rate of a title is reckoned here, by whoever cues it: it takes a look at every sample.</summary>
    public void Cue(CuedTitle cue)
    {
        TransportTurn? before = Interlocked.Exchange(ref _cued, new(cue, _program, _ahead));
        Invariant.That(before is null);
    }

    public bool TryTakeEvent([NotNullWhen(true)] out ChannelEvent? happened) => _events.TryDequeue(out happened);

    /// <summary>A title that was cued finds its place: where the one before is over, or later.</summary>
    public bool TryPlace(Instant now, [NotNullWhen(true)] out TransportTurn? turn)
    {
        turn = _turns.Count < MostTurns ? Interlocked.Exchange(ref _cued, null) : null;
        if (turn is null)
            return false;

        // What leaves first is not late from the start, and follows on what was shown before.
        Instant earliest = now - (turn.Decode - MediaTime.Zero);
        if (_turns.Count > 0)
            earliest = Instant.Max(earliest, _turns[^1].End - (turn.Begin - MediaTime.Zero));
        turn.Zero = Instant.Max(earliest, turn.Cue.At ?? earliest);
        turn.Late = turn.Zero - (turn.Cue.At ?? earliest);
        _turns.Add(turn);
        _isWanting = false;
        Want();
        return true;
    }

    /// <summary>Gives every stream that waits its next unit, of the title that it has come to.</summary>
    /// <param name="origin">When the multiplexer's clock stood at zero.</param>
    /// <param name="now">As far as that clock has come.</param>
    public void Feed(Multiplexer multiplexer, Instant origin, Instant now)
    {
        for (int stream = 0; stream < _turnOf.Length; stream++)
        {
            while (multiplexer.IsHungry(stream) && _turnOf[stream] < _turns.Count)
            {
                TransportTurn turn = _turns[_turnOf[stream]];
                long zero = ClockRate.Video.ToUnits(turn.Zero - origin) + ClockRate.Video.ToUnits(_ahead);
                FeedResult result = turn.TryFeed(multiplexer, stream, zero);
                if (result == FeedResult.Unreadable)
                    _events.Enqueue(new ChannelEvent.Failed(turn.Title, "its film ends before its index does"));
                _turnOf[stream] += result == FeedResult.Over ? 1 : 0;
            }
        }

        Turn(now);
    }

    /// <summary>What was missed is not made up for: all places are so much later.</summary>
    public void Slip(TimeSpan length)
    {
        foreach (TransportTurn turn in _turns)
            turn.Zero += length;
    }

    /// <summary>Nothing is sent any more.</summary>
    public void Clear()
    {
        if (Interlocked.Exchange(ref _cued, null) is { } cued)
            _turns.Add(cued);
        foreach (TransportTurn turn in _turns)
            _events.Enqueue(new ChannelEvent.Left(turn.Title));
        _turns.Clear();
    }

    /// <summary>Says what has come about.</summary>
    private void Turn(Instant now)
    {
        foreach (TransportTurn turn in _turns)
        {
            if (turn.IsBegun || turn.Zero > now)
                continue;
            turn.IsBegun = true;
            _events.Enqueue(new ChannelEvent.Began(turn.Title, turn.Zero, new((turn.Zero - _created).Ticks), turn.Late));
        }

        while (_turns.Count > 0 && _turns[0].End <= now && Array.TrueForAll(_turnOf, static turn => turn > 0))
            Leave();
    }

    private void Leave()
    {
        for (int stream = 0; stream < _turnOf.Length; stream++)
            _turnOf[stream]--;
        TransportTurn left = _turns[0];
        _turns.RemoveAt(0);
        _events.Enqueue(new ChannelEvent.Left(left.Title));
        if (_turns.Count == 0)
            _events.Enqueue(new ChannelEvent.Starved(left.End));
        Want();
    }

    /// <summary>Says once that there is room for one more.</summary>
    private void Want()
    {
        if (_isWanting || _turns.Count >= MostTurns)
            return;
        _isWanting = true;
        _events.Enqueue(new ChannelEvent.WantsTitle());
    }
}
