namespace Streaming.Lab.Virtual.Serving;

/// <summary>Senders by when they have something to do; of those that are due at the same instant, the one that began first.</summary>
/// <remarks>Exact to the tick: a wheel of slots would make what one session sends depend on when it began. What is compared lies side by
/// side, apart from the senders.</remarks>
internal sealed class DepartureHeap
{
    private const int Branches = 4;

    private Entry[] _entries = new Entry[64];
    private int _count;

    private readonly record struct Entry(Instant Due, SenderRun Run, long Number)
    {
        public bool IsBefore(in Entry other) => Due < other.Due || (Due == other.Due && Number < other.Number);
    }

    public Instant Next => _count == 0 ? Instant.Never : _entries[0].Due;

    /// <summary>The first of all.</summary>
    public SenderRun First => _entries[0].Run;

    /// <summary>Sets or moves it; <see cref="Instant.Never"/> takes it out.</summary>
    public void Set(SenderRun run, Instant due)
    {
        if (due == Instant.Never)
        {
            Remove(run);
            return;
        }

        Entry entry = new(due, run, run.Number);
        if (run.Place < 0)
        {
            if (_count == _entries.Length)
                Array.Resize(ref _entries, 2 * _count);
            Rise(entry, _count++);
        }
        else if (_entries[run.Place].IsBefore(entry))
        {
            Sink(entry, run.Place);
        }
        else
        {
            Rise(entry, run.Place);
        }
    }

    public void Remove(SenderRun run)
    {
        if (run.Place < 0)
            return;
        Entry last = _entries[--_count];
        _entries[_count] = default;
        if (last.Run != run)
        {
            Rise(last, run.Place);
            Sink(last, last.Run.Place);
        }

        run.Place = -1;
    }

    private void Put(in Entry entry, int place)
    {
        _entries[place] = entry;
        entry.Run.Place = place;
    }

    /// <summary>Goes to that place, or above.</summary>
    private void Rise(in Entry entry, int place)
    {
        while (place > 0 && entry.IsBefore(_entries[(place - 1) / Branches]))
        {
            Put(_entries[(place - 1) / Branches], place);
            place = (place - 1) / Branches;
        }

        Put(entry, place);
    }

    /// <summary>Goes to that place, or below.</summary>
    private void Sink(in Entry entry, int place)
    {
        while (true)
        {
            int first = (place * Branches) + 1, end = Math.Min(first + Branches, _count), least = first;
            for (int child = first + 1; child < end; child++)
            {
                if (_entries[child].IsBefore(_entries[least]))
                    least = child;
            }

            if (first >= _count || !_entries[least].IsBefore(entry))
                break;
            Put(_entries[least], place);
            place = least;
        }

        Put(entry, place);
    }
}
