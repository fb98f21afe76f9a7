namespace Streaming.Lab.Virtual.Serving;

/// <summary>Senders by when they have something to do; of those that are due at the same instant, the one that began first.</summary>
/// <remarks>Exact to the tick: a wheel of slots would make what one session sends depend on when it began.</remarks>
internal sealed class DepartureHeap
{
    private const int Branches = 4;

    private SenderRun[] _runs = new SenderRun[64];
    private int _count;

    public Instant Next => _count == 0 ? Instant.Never : _runs[0].Due;

    public int Count => _count;

    /// <summary>The first of all.</summary>
    public SenderRun First => _runs[0];

    /// <summary>Sets or moves it; <see cref="Instant.Never"/> takes it out.</summary>
    public void Set(SenderRun run, Instant due)
    {
        if (due == Instant.Never)
        {
            Remove(run);
            return;
        }

        if (run.Place < 0)
        {
            if (_count == _runs.Length)
                Array.Resize(ref _runs, 2 * _count);
            Put(run, _count++);
            run.Due = due;
            Rise(run);
            return;
        }

        bool isLater = due > run.Due;
        run.Due = due;
        if (isLater)
            Sink(run);
        else
            Rise(run);
    }

    public void Remove(SenderRun run)
    {
        if (run.Place < 0)
            return;
        SenderRun last = _runs[--_count];
        _runs[_count] = null!;
        if (last != run)
        {
            Put(last, run.Place);
            Rise(last);
            Sink(last);
        }

        run.Place = -1;
    }

    private static bool IsBefore(SenderRun one, SenderRun other) =>
        one.Due < other.Due || (one.Due == other.Due && one.Number < other.Number);

    private void Put(SenderRun run, int place)
    {
        _runs[place] = run;
        run.Place = place;
    }

    private void Rise(SenderRun run)
    {
        int place = run.Place;
        while (place > 0 && _runs[(place - 1) / Branches] is var parent && IsBefore(run, parent))
        {
            Put(parent, place);
            place = (place - 1) / Branches;
        }

        Put(run, place);
    }

    private void Sink(SenderRun run)
    {
        int place = run.Place;
        while (true)
        {
            int first = (place * Branches) + 1, end = Math.Min(first + Branches, _count), least = first;
            for (int child = first + 1; child < end; child++)
            {
                if (IsBefore(_runs[child], _runs[least]))
                    least = child;
            }

            if (first >= _count || !IsBefore(_runs[least], run))
                break;
            Put(_runs[least], place);
            place = least;
        }

        Put(run, place);
    }
}
