using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.HostChannels;

/// <summary>Drives senders in virtual time, on the thread of the test, and keeps what they send.</summary>
internal sealed class SteppedDelivery(Func<Instant> now) : IDelivery
{
    private readonly Dictionary<ISender, RecordingSink> _running = [];

    public int RtpPort => 8000;

    public int RtcpPort => 8001;

    /// <summary>What the next start fails with; null: it does not.</summary>
    public string? Trouble { get; set; }

    public ISendEvents? Events { get; private set; }

    public IReadOnlyCollection<ISender> Running => _running.Keys;

    /// <summary>Why each of those that are over has ended.</summary>
    public List<string> Byes { get; } = [];

    public RecordingSink SinkOf(ISender sender) => _running[sender];

    public void DriveTo(Instant end)
    {
        foreach ((ISender sender, RecordingSink sink) in _running.ToArray())
            sink.Drive(sender, end);
    }

    public void Start(ISender sender, ISendEvents events)
    {
        if (Trouble is { } trouble)
            throw new IOException(trouble);
        Events = events;
        RecordingSink sink = new(now());
        _running.Add(sender, sink);
        sender.Emit(sink.Now, sink);
    }

    public Task StopAsync(ISender sender)
    {
        sender.Halt(now());
        return Task.CompletedTask;
    }

    public void Bye(ISender sender, string reason)
    {
        if (_running.Remove(sender))
            Byes.Add(reason);
    }

    public Task<bool> DoAsync(ISender sender, Action<Instant> work)
    {
        work(now());
        return Task.FromResult(true);
    }

    public Task<bool> ChangeAsync(SendSession session, SendChange change) => Task.FromResult(false);

    public void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member)
    {
    }

    public void Detach(OutgoingStream stream, MemberDelivery member)
    {
    }

    public IPAddress SourceOf(StreamTransport.Group group) => IPAddress.Loopback;
}
