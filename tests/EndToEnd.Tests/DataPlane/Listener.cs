using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>Keeps what the data plane tells.</summary>
internal sealed class Listener : ISendEvents
{
    private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ChangePoint> _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null for a session that ended by itself, else why it failed.</summary>
    public Task<string?> End => _end.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public Task Sign => _heard.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>The first change told of that is not the contract it began with.</summary>
    public Task<ChangePoint> Changed => _changed.Task.WaitAsync(TimeSpan.FromSeconds(20));

    void ISendEvents.Changed(ISender sender, ChangePoint point)
    {
        if (point.Generation > 1)
            _changed.TrySetResult(point);
    }

    public void Ended(ISender sender) => _end.TrySetResult(null);

    public void Failed(ISender sender, string reason) => _end.TrySetResult(reason);

    public void Heard(ISender sender, IPEndPoint from) => _heard.TrySetResult();
}
