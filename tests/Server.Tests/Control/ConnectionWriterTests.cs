using System.IO.Pipelines;
using Streaming.Formats.Rtsp;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Tests.Control;

public sealed class ConnectionWriterTests : IDisposable
{
    // A transport that takes one answer, and no second one before somebody has read the first.
    private readonly Pipe _transport = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
    private readonly CancellationTokenSource _closed = new();
    private readonly ConnectionWriter _writer;

    public ConnectionWriterTests() =>
        _writer = new(_transport.Writer, 1_000_000, new(new(), Instant.FromSeconds(0)), new(TimeProvider.System));

    [Fact]
    public async Task An_answer_is_waited_for_until_it_is_read()
    {
        (Task writing, Task answer, ReadResult written) = await BlockAsync();
        Assert.False(answer.IsCompleted);
        _transport.Reader.AdvanceTo(written.Buffer.End);
        await answer;
        _writer.Complete();
        await writing;
    }

    [Fact]
    public async Task Nobody_waits_for_an_answer_that_was_being_written_when_the_connection_was_cut()
    {
        (Task writing, Task answer, _) = await BlockAsync();
        await _closed.CancelAsync();
        await writing;
        Assert.True(answer.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nobody_waits_for_an_answer_that_was_being_written_when_the_peer_stopped_reading()
    {
        (Task writing, Task answer, _) = await BlockAsync();
        await _transport.Reader.CompleteAsync();
        await writing;
        Assert.True(answer.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Nobody_waits_for_an_answer_that_was_queued_behind_the_one_being_written_when_the_connection_was_cut()
    {
        (Task writing, _, _) = await BlockAsync();
        Task behind = _writer.SendAsync(RtspResponse.Of(RtspStatus.Ok)).AsTask();
        Assert.False(behind.IsCompleted);
        await _closed.CancelAsync();
        await writing;
        Assert.True(behind.IsCompletedSuccessfully);
        await _writer.SendAsync(RtspResponse.Of(RtspStatus.Ok));
    }

    public void Dispose() => _closed.Dispose();

    /// <summary>A writer that has an answer in the transport, which waits for somebody to read it.</summary>
    private async Task<(Task Writing, Task Answer, ReadResult Written)> BlockAsync()
    {
        Task writing = _writer.RunAsync(_closed.Token);
        Task answer = _writer.SendAsync(RtspResponse.Of(RtspStatus.Ok)).AsTask();
        ReadResult written = await _transport.Reader.ReadAsync(TestContext.Current.CancellationToken);
        return (writing, answer, written);
    }
}
