using Streaming.Formats.Media;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Looks after running sessions from outside their loops: films that change under them, clients that fall silent, pages not yet
/// read.</summary>
internal sealed class SessionWatch(RunTable table)
{
    /// <summary>Read ahead this much beyond the position, in steps of half of it: two seconds at 4 Mb/s.</summary>
    private const long ReadAhead = 1 << 20;

    private readonly HashSet<MappedFile> _looked = [];

    public void Look(Instant now)
    {
        _looked.Clear();
        foreach (SenderRun run in table.Runs)
        {
            if (!run.IsRunning)
                continue;
            if (run.Sender.IsSilent(now))
                run.Events?.Silent(run.Sender);
            foreach (SendStream stream in run.Sender.Streams)
                LookAt(run, stream);
        }
    }

    /// <summary>Asks the kernel for the pages a stream needs next, so that its loop does not wait for the disk.</summary>
    public static void ReadOn(SendStream stream)
    {
        if (stream.Film is not MappedFile film)
            return;
        long at = stream.FilmOffset;
        if (at + (ReadAhead / 2) <= stream.AdvisedTo && at >= stream.AdvisedTo - (2 * ReadAhead))
            return;
        film.Prefetch(at, ReadAhead);
        stream.AdvisedTo = at + ReadAhead;
    }

    /// <summary>The same for a film that a stream is about to send.</summary>
    public static void ReadAt(TrackIndex index, IByteSource source, MediaTime position)
    {
        int at = index.KeyAtOrBefore(position);
        if (source is MappedFile film && at >= 0)
            film.Prefetch(index.Samples[at].Offset, ReadAhead);
    }

    private void LookAt(SenderRun run, SendStream stream)
    {
        if (stream.Film is not MappedFile film)
            return;
        bool sound = _looked.Add(film) ? film.CheckUnchanged() : !film.IsChanged;
        if (sound)
            ReadOn(stream);
        else
            run.Loop.Post(Failure(run, film));
    }

    private static LoopCommand Failure(SenderRun run, MappedFile film) =>
        new(LoopCommandKind.Fail, run, Reason: $"the film '{film.Path}' was truncated or replaced while it played") { Film = film };
}
