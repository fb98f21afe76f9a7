using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Plays a title without showing it: receives, counts, hashes, reports. One session; make as many as you like.</summary>
public sealed class HeadlessPlayer(HeadlessOptions options, TimeProvider time)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private long _bytes;

    /// <summary>Plays to the end. Cancelling leaves cleanly (RTCP BYE, TEARDOWN) and still answers with the report.</summary>
    public Task<PlayerResult> RunAsync(CancellationToken cancellation)
    {
        PlayingOptions playing = new()
        {
            Client = options.Client,
            Receiver = options.Receiver,
            ConnectTimeout = options.ConnectTimeout,
            ReceiveBuffer = options.ReceiveBuffer,
            Interface = options.Interface,
            Notice = options.Notice,
            Tick = options.Progress is null ? null : TellProgress,
            TickInterval = ProgressInterval,
        };
        return new PlayingClient(playing, time, new(time)).RunAsync(cancellation);
    }

    private void TellProgress(ReceiverSession session, Instant now)
    {
        (long samples, long packets, long lost, long bytes) = (0, 0, 0, 0);
        foreach (ActiveStream stream in session.Streams)
        {
            ReceptionCounters counters = stream.Receive.Counters;
            samples += stream.Tally.Complete;
            packets += counters.Packets;
            lost += counters.Lost;
            bytes += counters.Bytes;
        }

        TimeSpan played = session.Answer is { } answer ? now - answer.Answered : TimeSpan.Zero;
        MediaTime? end = session.Answer?.End ?? (MediaTime.Zero + session.Presentation?.Duration);
        TimeSpan? length = options.Client.Duration ?? (end - session.Answer?.Start);
        BitRate rate = BitRate.Of(new(Math.Max(0, bytes - _bytes)), ProgressInterval);
        _bytes = bytes;
        options.Progress!(new(played, length, samples, packets, lost, rate));
    }
}
