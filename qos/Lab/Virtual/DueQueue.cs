namespace Streaming.Lab.Virtual;

/// <summary>Who is due when, of many who change their minds often: a heap in which each has a place that is known.</summary>
/// <remarks>Of those that are due at the same instant the one with the smallest number comes first.</remarks>
internal sealed class DueQueue
{
    private readonly int[] _heap;
    private readonly int[] _placeOf;
    private readonly Instant[] _due;

    /// <param name="count">Numbers are 0 … count − 1; at first nobody is due ever.</param>
    public DueQueue(int count)
    {
        _heap = [.. Enumerable.Range(0, count)];
        _placeOf = [.. Enumerable.Range(0, count)];
        _due = new Instant[count];
        Array.Fill(_due, Instant.Never);
    }

    public Instant Next => _heap.Length == 0 ? Instant.Never : _due[_heap[0]];

    /// <summary>Who is due first.</summary>
    public int First => _heap[0];

    /// <summary>From now on due then.</summary>
    public void Set(int number, Instant due)
    {
        Instant before = _due[number];
        if (due == before)
            return;
        _due[number] = due;
        if (due < before)
            Rise(number, _placeOf[number]);
        else
            Sink(number, _placeOf[number]);
    }

    private bool IsBefore(int one, int other) => _due[one] < _due[other] || (_due[one] == _due[other] && one < other);

    private void Rise(int number, int place)
    {
        while (place > 0)
        {
            int above = (place - 1) / 2;
            if (!IsBefore(number, _heap[above]))
                break;
            Put(_heap[above], place);
            place = above;
        }

        Put(number, place);
    }

    private void Sink(int number, int place)
    {
        while (true)
        {
            int below = (2 * place) + 1;
            if (below >= _heap.Length)
                break;
            if (below + 1 < _heap.Length && IsBefore(_heap[below + 1], _heap[below]))
                below++;
            if (!IsBefore(_heap[below], number))
                break;
            Put(_heap[below], place);
            place = below;
        }

        Put(number, place);
    }

    private void Put(int number, int place)
    {
        _heap[place] = number;
        _placeOf[number] = place;
    }
}
