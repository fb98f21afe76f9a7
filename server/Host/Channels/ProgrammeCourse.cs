using Streaming.Server.Channels;

namespace Streaming.Server.Host.Channels;

/// <summary>Where a channel is in its programme, and what of it can be played next.</summary>
/// <param name="lengths">Of the titles that the library has now, by their ids; null of one it has not.</param>
internal sealed class ProgrammeCourse(Programme programme, Func<string, TimeSpan?> lengths)
{
    /// <summary>So many in a row that are not there are looked at each time; the longest list there can be.</summary>
    private const int MostPassedOver = 1_000;

    private ProgrammeTurn? _turn;
    private bool _isBegun;

    public Programme Programme { get; private set; } = programme;

    /// <summary>Nothing comes any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What is next and is there; null where nothing is. It stays next until it is <see cref="Take"/>n.</summary>
    public ProgrammeTurn? Next(DateTimeOffset wall)
    {
        ProgrammeTurn? next = _isBegun ? _turn is null ? null : Programme.After(_turn) : Programme.First(wall, lengths);
        IsOver = next is null;
        for (int passed = 0; next is not null && passed < MostPassedOver; passed++)
        {
            // What would be over by now is passed over too: a machine that slept does not play the night's programme in the morning.
            if (lengths(next.Title) is { } length && !(next.Begins + length <= wall))
                return next;
            next = Programme.After(next);
        }

        return null;
    }

    /// <summary>It is played, or passed over.</summary>
    public void Take(ProgrammeTurn turn) => (_turn, _isBegun) = (turn, true);

    /// <summary>A list begins with its first title again, a schedule where it is by then.</summary>
    public void Restart() => (_turn, _isBegun) = (null, false);

    /// <summary>Goes on by another programme: behind what is played now where that is in it, else where it is by the time of day.</summary>
    public void Change(Programme changed, DateTimeOffset wall)
    {
        Programme = changed;
        if (changed is Playlist list)
        {
            int item = list.Items.ToList().IndexOf(_turn?.Title ?? "");
            _turn = item < 0 ? null : new(item, list.Items[item], null);
            _isBegun = item >= 0;
            return;
        }

        // What began before is not entered in the middle while something else is played: that is played to its end.
        ProgrammeTurn? due = changed.First(wall, lengths);
        _isBegun = due?.Begins <= wall;
        _turn = _isBegun ? due : null;
    }
}
