using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>One RTSP connection: reads requests and reports in whatever pieces they come, answers them in order.</summary>
internal sealed class RtspConnection
{
    // A peer that is out of step will not find back; one that mistypes a header may.
    private const int MostMistakes = 8;

    // Larger than any real report; longer frames on a report's channel are none.
    private const int MostReport = 2_048;

    private readonly ConnectionContext _transport;
    private readonly RtspConnectionHandler _owner;
    private readonly RtspReader _reader;
    private readonly ConnectionFacts _facts;
    private readonly ConnectionWriter _writer;
    private readonly SocketMarking? _marking;
    private readonly Lock _remark = new();
    private volatile IReadOnlyList<SessionMailbox> _sessions = [];
    private int _mistakes;
    private volatile bool _isEnding;
    private volatile ReadVerdict _verdict;

    public RtspConnection(long id, ConnectionContext transport, RtspConnectionHandler owner)
    {
        Id = id;
        _transport = transport;
        _owner = owner;
        _reader = new(owner.Options.Messages);
        Watch = new(owner.Options, owner.Clock.Now);
        _writer = new(transport.Transport.Output, owner.Options.InterleavedQueue, Watch, owner.Clock);
        _facts = new(id, EndPoint(transport.RemoteEndPoint), EndPoint(transport.LocalEndPoint), _writer.Queue);
        _marking = transport.Features.Get<IConnectionSocketFeature>() is { } feature ? new(feature.Socket) : null;
        Mark();
    }

    public long Id { get; }

    public IPEndPoint Remote => _facts.Remote;

    public ConnectionWatch Watch { get; }

    /// <summary>The sessions it has used that still exist.</summary>
    public IEnumerable<SessionMailbox> Sessions => _sessions.Where(mailbox => !mailbox.IsClosed);

    /// <summary>An address of this machine for transports that have none, such as those of tests.</summary>
    public static IPEndPoint EndPoint(EndPoint? endPoint) =>
        endPoint is IPEndPoint address ? new(ConnectionFacts.Unmapped(address.Address), address.Port) : new(IPAddress.Loopback, 0);

    /// <summary>Completes when the connection is over, whoever ended it.</summary>
    public async Task RunAsync()
    {
        Task writing = _writer.RunAsync(_transport.ConnectionClosed);
        try
        {
            await ReadAsync(_transport.Transport.Input);
        }
        catch (Exception e) when (e is IOException or ConnectionResetException or ConnectionAbortedException or OperationCanceledException)
        {
            // A reset is how many clients hang up.
        }

        _writer.Complete();
        await writing;
    }

    /// <summary>Brings a request of the server's to the client.</summary>
    public void Post(RtspRequest request) => _writer.Post(request);

    /// <summary>Marks what leaves from now on by what the connection is used for: as control, or as the media inside it. Called by the
    /// sweep too, since contracts change and films end without a request.</summary>
    /// <remarks>TCP has one order for all of its bytes, so that it is marked as a whole (RFC 7657 §5.1): a connection with sound and
    /// picture in it like the picture.</remarks>
    public void Mark()
    {
        if (_marking is null)
            return;
        ServiceClass[] inside =
        [
            .. Sessions.Select(mailbox => mailbox.Session)
                .Where(session => session.State == SessionState.Playing && session.Uses(Id))
                .Select(session => session.Contract?.Class ?? ServiceClass.BestEffort),
        ];
        bool isPromised = inside.Any(service => service != ServiceClass.BestEffort);
        lock (_remark)
            _marking.Set(inside.Length == 0 ? Dscp.CS3 : isPromised ? Dscp.AF41 : Dscp.CS0);
    }

    /// <summary>Acts on what the watch found; called by the sweep, or where the server stops.</summary>
    /// <returns>False where that is being done already.</returns>
    public bool End(ReadVerdict verdict)
    {
        if (Interlocked.Exchange(ref _verdict, verdict) == verdict)
            return false;
        if (verdict == ReadVerdict.Stalled)
        {
            _transport.Abort(new ConnectionAbortedException("nothing is read from it"));
            return true;
        }

        _isEnding = true;
        _transport.Transport.Input.CancelPendingRead();
        return true;
    }

    private async Task ReadAsync(PipeReader input)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync();
            ReadOnlySequence<byte> buffer = result.Buffer;
            for (bool isTaken = true; isTaken && !_isEnding;)
                (isTaken, buffer) = await TakeAsync(buffer);
            if (result.IsCompleted)
                return;
            if (_isEnding)
            {
                input.AdvanceTo(buffer.End);
                await SayGoodbyeAsync(input);
                return;
            }

            Watch.Reading(buffer.Length, _reader.IsInBody, _owner.Clock.Now);
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Reads on without looking until the peer hangs up, or two seconds.</summary>
    /// <remarks>Closing a socket with unread bytes in it makes the system send a reset, which destroys the answer on its way.</remarks>
    private async Task SayGoodbyeAsync(PipeReader input)
    {
        if (_verdict == ReadVerdict.Idle)
            return;
        if (_verdict == ReadVerdict.TooSlow)
            await _writer.SendAsync(RtspResponse.Of(RtspStatus.RequestTimeout));
        Watch.Leaving(_owner.Clock.Now);
        while (await input.ReadAsync() is { IsCompleted: false, IsCanceled: false } result)
            input.AdvanceTo(result.Buffer.End);
    }

    /// <summary>Takes one element off the buffer, and answers it; where there is no whole one, only blank lines.</summary>
    private async ValueTask<(bool IsTaken, ReadOnlySequence<byte> Left)> TakeAsync(ReadOnlySequence<byte> buffer)
    {
        switch (_reader.TryRead(ref buffer, out RtspElement element, out RtspError error))
        {
            case OperationStatus.NeedMoreData:
                return (false, buffer);
            case OperationStatus.InvalidData:
                await RefuseAsync(error);
                return (true, buffer);
        }

        switch (element.Kind)
        {
            case RtspElementKind.Request:
                Watch.Answering();
                await AnswerAsync(element.Request!);
                break;
            case RtspElementKind.Frame:
                TakeReport(element.Frame);
                break;
        }

        return (true, buffer);
    }

    private async ValueTask AnswerAsync(RtspRequest request)
    {
        _owner.CountRequest();
        RequestUse use = await _owner.Dispatcher.AnswerAsync(request, _facts, SendAsync);
        if (use.Session is { } used && !_sessions.Contains(used))
            _sessions = [.. Sessions, used];
        Mark();
        _isEnding |= use.IsLast;
    }

    private ValueTask SendAsync(RtspResponse response)
    {
        if (!response.IsSuccess)
            _owner.CountRefusal();
        return _writer.SendAsync(response);
    }

    private async ValueTask RefuseAsync(RtspError error)
    {
        _owner.CountMalformed();
        ControlLog.Malformed(_owner.Log, Id, Remote, error.ToString());
        _isEnding = !error.CanContinue || ++_mistakes == MostMistakes;
        RtspResponse response = error.Respond();
        if (_isEnding)
            response.Headers["Connection"] = "close";
        await _writer.SendAsync(response);
    }

    /// <summary>A receiver report goes to the session that uses its channel; anything else on a channel is nobody's. RFC 2326
    /// §10.12.</summary>
    private void TakeReport(in InterleavedFrame frame)
    {
        if (frame.Payload.Length > MostReport)
            return;
        Span<byte> report = stackalloc byte[(int)frame.Payload.Length];
        frame.Payload.CopyTo(report);
        Instant now = _owner.Clock.Now;
        foreach (SessionMailbox mailbox in _sessions)
        {
            if (!mailbox.IsClosed && mailbox.Session.AcceptRtcp(report, Id, frame.Channel, now))
                mailbox.Session.Hear(now);
        }
    }
}
