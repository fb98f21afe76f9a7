using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>
/// The one loop that owns a session: takes arrivals from the inbox, performs the session's effects, wakes at its deadlines.
/// </summary>
internal sealed class PlayerLoop : IDisposable
{
    private readonly ReceiverSession _session;
    private readonly RtspClient _connection;
    private readonly MonotonicClock _clock;
    private readonly Inbox _inbox;
    private readonly PlayingOptions _options;
    private readonly ITimer _timer;
    private readonly MediaSockets _media;
    private Instant _armed = Instant.Never;
    private Instant _tickAt;
    private volatile bool _isStopping;
    private bool _hasStopped;

    public PlayerLoop(
        ReceiverSession session, RtspClient connection, MonotonicClock clock, Inbox inbox, PlayingOptions options, TimeProvider time)
    {
        _session = session;
        _connection = connection;
        _clock = clock;
        _inbox = inbox;
        _options = options;
        _media = new(connection, clock, inbox, options);
        _timer = time.CreateTimer(_ => inbox.Wake(clock.Now), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Leaves cleanly. From any thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _inbox.Wake(_clock.Now);
    }

    public async Task RunAsync()
    {
        _session.Start(_clock.Now);
        while (true)
        {
            await PerformAsync();
            if (_session.Outcome is not null)
                return;
            Arm();
            Arrival first = await _inbox.ReadAsync();
            _options.Companion?.CatchUp(_clock.Now);
            Take(first);

            // Whatever came with it is taken before the clock is looked at, so that a deadline does not overtake what beat it.
            while (_session.Outcome is null && !_session.HasEffects && _inbox.TryRead(out Arrival arrival))
                Take(arrival);
            Instant now = _clock.Now;
            if (_isStopping && !_hasStopped)
            {
                _hasStopped = true;
                _session.Stop(now);
            }

            if (_session.Next.At <= now)
                _session.Advance(now);
            _options.Companion?.Work(_session, now);
            Tick(now);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _media.Dispose();
    }

    private void Take(Arrival arrival)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.Media when IsCurrent(arrival.Subject):
                _session.AcceptMedia((ActiveStream)arrival.Subject!, arrival.Bytes, arrival.At);
                break;
            case ArrivalKind.Report when IsCurrent(arrival.Subject):
                _session.AcceptReport((ActiveStream)arrival.Subject!, arrival.Bytes, arrival.At);
                break;
            case ArrivalKind.Resent when IsCurrent(arrival.Subject):
                _session.AcceptResent((ActiveStream)arrival.Subject!, arrival.Bytes, arrival.At);
                break;
            case ArrivalKind.OthersReport when IsCurrent(arrival.Subject):
                ((ActiveStream)arrival.Subject!).Reporter.AcceptOther(arrival.Bytes, arrival.At);
                break;
            case ArrivalKind.Work:
                ((Action<ReceiverSession, Instant>)arrival.Subject!)(_session, _clock.Now);
                break;
            case ArrivalKind.Frame:
                _session.AcceptFrame(arrival.Channel, arrival.Bytes, arrival.At);
                break;
            case ArrivalKind.Response:
                _session.Accept((RtspResponse)arrival.Subject!, arrival.At);
                break;
            case ArrivalKind.Request:
                _session.Accept((RtspRequest)arrival.Subject!, arrival.At);
                break;
            case ArrivalKind.Disconnected:
                _session.Disconnected((string)arrival.Subject!, arrival.At);
                break;
            default:
                _armed = Instant.Never;
                break;
        }

        arrival.Release();
    }

    /// <summary>A datagram may have waited while its stream was given up for another transport.</summary>
    private bool IsCurrent(object? stream) => stream is ActiveStream active && _session.Streams.Contains(active);

    private async Task PerformAsync()
    {
        while (_session.TryTake(out SessionEffect? effect))
        {
            switch (effect)
            {
                case SessionEffect.Send send:
                    if (send.Request.Method == RtspMethod.Play)
                        _media.Receive();
                    await _connection.SendAsync(send.Request);
                    break;
                case SessionEffect.Reply reply:
                    await _connection.SendAsync(reply.Response);
                    break;
                case SessionEffect.OpenPorts open:
                    OpenPorts(open.Track);
                    break;
                case SessionEffect.StreamOpened opened when !opened.Stream.Setup.IsTcp:
                    Listen(opened.Stream);
                    break;
                case SessionEffect.StreamClosed closed:
                    _media.Close(closed.Stream.Setup.Track);
                    break;
                case SessionEffect.ClosePorts unused:
                    _media.Close(unused.Track);
                    break;
                case SessionEffect.SendReport report:
                    await SendReportAsync(report);
                    break;
                case SessionEffect.FallBack:
                    _media.CloseAll();
                    break;
            }

            _options.Told?.Invoke(effect!, _clock.Now);
            if (SessionNotice.Of(effect!) is { } notice)
                _options.Notice?.Invoke(notice);
        }
    }

    private void OpenPorts(OfferedTrack track) => _session.PortsOpened(_media.Open(track), _clock.Now);

    private void Listen(ActiveStream stream)
    {
        if (_media.Listen(stream) is { } trouble)
            _session.JoinFailed(stream, trouble, _clock.Now);
    }

    private async Task SendReportAsync(SessionEffect.SendReport report)
    {
        if (report.Stream.Setup.Channels is { } channels)
            await _connection.SendFrameAsync((byte)channels.Rtcp, report.Compound);
        else
            _media.SendReport(report.Stream, report.Compound);
    }

    /// <summary>
    /// The timer is set anew only for an earlier deadline: most move away with every packet, and waking once too often is cheap.
    /// </summary>
    private void Arm()
    {
        Instant at = Instant.Min(_session.Next.At, _options.Companion?.Next ?? Instant.Never);
        if (_options.Tick is not null)
            at = Instant.Min(at, _tickAt);
        Instant now = _clock.Now;
        if (at >= _armed && _armed > now)
            return;
        _armed = at;
        TimeSpan wait = at - now;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Tick(Instant now)
    {
        if (_options.Tick is null || now < _tickAt)
            return;
        _tickAt = now + _options.TickInterval;
        _options.Tick(_session, now);
    }
}
