using System.Runtime.InteropServices;

namespace Streaming.Formats.Payloads;

/// <summary>The bytes of samples on their way in: at most one that is still growing, and the finished ones nobody has taken yet.</summary>
/// <remarks>
/// All of them lie behind one another in one buffer, which grows with the largest sample and is then used over and over. The
/// contract of <see cref="IDepacketizer"/> – bytes are valid until the next call – is what allows that: <see cref="Reclaim"/>, at the start
/// of each such call, moves the open sample to the front.
/// </remarks>
internal sealed class SampleAssembler
{
    /// <summary>
    /// All bytes held, 16 MiB: the largest key frames in use (8K, all intra, 800 Mb/s at 25 frames per second) have 4 MB. A sender
    /// that never ends a sample costs this much and no more.
    /// </summary>
    internal const int MaxBytes = 16 << 20;

    /// <summary>
    /// Finished samples held for a caller that does not take them: a packet of 64 kB cannot hold more access units in earnest.
    /// </summary>
    internal const int MaxFinished = 1_024;

    private readonly Queue<Finished> _finished = new();
    private byte[] _bytes = new byte[4_096];
    private int _start;
    private int _end;

    /// <summary>Whether a sample is growing.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The timestamp the open sample began with.</summary>
    public long Time { get; private set; }

    /// <summary>Bytes of the open sample so far.</summary>
    public int Length => _end - _start;

    /// <summary>The bytes of the open sample.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(_start, Length);

    /// <summary>Starts a sample; one that is still open is given up.</summary>
    public void Begin(long time)
    {
        _end = _start;
        Time = time;
        IsOpen = true;
    }

    /// <summary>Adds to the open sample; false, and nothing is added, where the limit would be passed.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (!TryGrow(bytes.Length))
            return false;
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
        return true;
    }

    /// <summary>Puts bytes in at a position of the open sample; false, and nothing is changed, where the limit would be passed.</summary>
    public bool TryInsert(int at, ReadOnlySpan<byte> bytes)
    {
        if (!TryGrow(bytes.Length))
            return false;
        Bytes[at..].CopyTo(_bytes.AsSpan(_start + at + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_start + at));
        _end += bytes.Length;
        return true;
    }

    /// <summary>Forgets what lies behind the first <paramref name="length"/> bytes of the open sample.</summary>
    public void Truncate(int length)
    {
        Invariant.That(length >= 0 && length <= Length);
        _end = _start + length;
    }

    /// <summary>Closes the open sample and holds it for <see cref="TryTake"/>; an empty one vanishes.</summary>
    public void Finish(bool isComplete, bool followsGap = false) => Finish(Time, isComplete, followsGap);

    /// <summary>Closes the open sample under a time of its own.</summary>
    public void Finish(long time, bool isComplete, bool followsGap = false)
    {
        if (IsOpen && Length > 0 && _finished.Count < MaxFinished)
        {
            _finished.Enqueue(new(time, _start, Length, isComplete, followsGap));
            _start = _end;
        }

        GiveUp();
    }

    /// <summary>Forgets the open sample.</summary>
    public void GiveUp()
    {
        _end = _start;
        IsOpen = false;
    }

    /// <summary>The oldest finished sample.</summary>
    public bool TryTake(out ReceivedSample sample)
    {
        if (!_finished.TryDequeue(out Finished finished))
        {
            sample = default;
            return false;
        }

        sample = new(finished.Time, _bytes.AsMemory(finished.Start, finished.Length), finished.IsComplete, finished.FollowsGap);
        return true;
    }

    /// <summary>Makes the room of samples that were taken usable again: their bytes are no longer valid.</summary>
    public void Reclaim()
    {
        if (_start == 0 || _finished.Count > 0)
            return;
        int length = Length;
        Bytes.CopyTo(_bytes);
        _start = 0;
        _end = length;
    }

    private bool TryGrow(int more)
    {
        if (more > MaxBytes - _end)
            return false;
        if (_end + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(MaxBytes, Math.Max(2 * _bytes.Length, _end + more)));
        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Finished(long Time, int Start, int Length, bool IsComplete, bool FollowsGap);
}
