using Streaming.Formats.Media;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Streams that are thinned or suspended while a session plays, and come back.</summary>
public sealed class StreamModeTests
{
    private readonly ChangingWorld _film = new();
    private readonly SendingWorld _world;

    public StreamModeTests() => _world = _film.World;

    [Fact]
    public void Thinned_leaves_out_what_no_other_picture_needs_and_takes_its_time()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3);
        _film.Change(2, _film.High, mode: StreamMode.Thinned);
        _film.RunUntilChanged(1);
        Instant from = _world.Wire.Now;
        _world.RunFor(6);
        Instant to = _world.Wire.Now;
        _film.Change(3, _film.High);
        _world.RunFor(5);

        SentPacket[] packets = [.. _world.Wire.Media.Where(packet => packet.Stream == _film.Picture)];
        HashSet<long> sent = [.. packets.Select(packet => ChangingWorld.Units(point, packet))];
        MediaSample[] thinned = [.. _film.High.Samples.ToArray().Where(sample => IsBetween(sample, 4, 8))];
        Assert.All(thinned, sample => Assert.Equal((sample.Flags & SampleFlags.Disposable) == 0, sent.Contains(sample.PresentationUnits)));
        MediaSample[] whole = [.. _film.High.Samples.ToArray().Where(sample => IsBetween(sample, 10.5, 12))];
        Assert.All(whole, sample => Assert.Contains(sample.PresentationUnits, sent));
        foreach (SentPacket packet in packets.Where(packet => packet.At > from && packet.At < to))
        {
            TimeSpan shown = TimeSpan.FromSeconds(ChangingWorld.Units(point, packet) / 90_000.0);
            Assert.True(packet.At <= _world.Created + shown + ChangingWorld.Buffer);
        }

        static bool IsBetween(MediaSample sample, double from, double to) =>
            sample.PresentationUnits >= from * 90_000 && sample.PresentationUnits < to * 90_000;
    }

    [Fact]
    public void What_is_suspended_sends_reports_only_and_comes_back_at_a_key_picture_that_is_not_overdue()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3);
        _film.Change(2, _film.High, mode: StreamMode.Suspended);
        _world.RunFor(0.1);
        Assert.True(_world.Session.TryTakeChange(out ChangePoint? gone));
        Assert.Null(gone.Streams[0].At);
        int quiet = _world.Wire.All.Count;
        _world.RunFor(7.4);
        SentPacket[] meanwhile = [.. _world.Wire.All.Skip(quiet).Where(packet => packet.Stream == _film.Picture)];
        Assert.NotEmpty(meanwhile);
        Assert.All(meanwhile, packet => Assert.True(packet.IsControl));

        Instant back = _world.Wire.Now;
        _film.Change(3, _film.Low);
        Assert.True(_world.Session.TryTakeChange(out ChangePoint? come));
        _world.RunFor(3);

        SentPacket first = _world.Wire.Media.First(packet => packet.Stream == _film.Picture && packet.At >= back);
        Assert.Equal(ChangingWorld.Units(point, first), ClockRate.Video.ToUnits(come.Streams[0].At!.Value));
        Assert.Equal(0, ChangingWorld.Units(point, first) % (2 * 90_000));
        Assert.InRange(ChangingWorld.Units(point, first) / 90_000.0, 10, 12);
        Assert.Equal(come.Streams[0].First, first.Header.Sequence);
        Assert.True(_world.Wire.Media.Count(packet => packet.Stream == _film.Sound && packet.At > back) > 100);
    }

    [Fact]
    public void Suspended_over_a_pause_and_back_in_it_goes_on_behind_the_position()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3.3);
        _film.Change(2, _film.High, mode: StreamMode.Suspended);
        _world.RunFor(2);
        _world.Session.Halt(_world.Wire.Now);
        _film.Change(3, _film.High);
        Assert.Equal(5.3, _world.Play(null).Start.Seconds, 3);
        int before = _world.Wire.All.Count;
        _world.RunFor(3);

        SentPacket first = _world.Wire.All.Skip(before).First(packet => !packet.IsControl && packet.Stream == _film.Picture);
        Assert.InRange(ChangingWorld.Units(point, first) / 90_000.0, 4.3, 6.01);
    }

    [Fact]
    public void All_suspended_the_session_lives_on_to_the_end_of_the_film()
    {
        _world.Play(0);
        _world.RunFor(1);
        StreamChange[] both = [_film.On(_film.High, StreamMode.Suspended), _film.OnSound(StreamMode.Suspended)];
        _world.Session.Change(new(Granted.Of(_film.Spec(_film.High), 2), both), _world.Wire.Now);

        _world.RunFor(28);
        Assert.False(_world.Session.AtEnd);
        _world.RunFor(3);
        Assert.True(_world.Session.AtEnd);
    }
}
