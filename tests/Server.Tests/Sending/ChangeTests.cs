using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Another contract and another rendition while a session plays; and what becomes of a change when it is stopped
/// meanwhile.</summary>
public sealed class ChangeTests
{
    private readonly ChangingWorld _film = new();
    private readonly SendingWorld _world;

    public ChangeTests() => _world = _film.World;

    [Theory, Seeds(30)]
    public void Every_picture_comes_from_one_rendition_or_the_other_and_numbers_and_stamps_go_on(ulong seed)
    {
        SeededRandom random = new(seed);
        PlayPoint point = _world.Play(random.Next(5));
        TrackIndex now = _film.High;
        bool pauses = random.Next(2) == 0;
        for (int change = 1; change <= 6; change++)
        {
            _world.RunFor(random.Next(4_000) / 1_000.0);
            now = now == _film.High ? _film.Low : _film.High;
            _film.Change(change, now);
            if (pauses && random.Next(2) == 0)
                _film.PauseFor(random.Next(1_000) / 1_000.0);
        }

        _world.Wire.DriveToEnd(_world.Session);

        SentPacket[] packets = [.. _world.Wire.Media.Where(packet => packet.Stream == _film.Picture)];
        Assert.All(packets.Index(), pair => Assert.Equal(_film.Picture.Identity.First + pair.Index, pair.Item.Header.Sequence));
        Assert.All(packets, packet => Assert.Equal(_film.Picture.Identity.Ssrc, packet.Header.Ssrc));
        long[] shown = [.. packets.Where(packet => packet.Header.Marker).Select(packet => ChangingWorld.Units(point, packet)).Order()];
        long start = ClockRate.Video.ToUnits(point.Start);
        long[] film = [.. _film.High.Samples.ToArray().Select(sample => sample.PresentationUnits).Where(units => units >= start).Order()];
        Assert.Equal(film.Length, shown.Length);
        if (pauses)
            return;
        Assert.Equal(film, shown);

        // The receiver counts on one buffer, whichever plan is followed. Both renditions decode a picture one picture before it is shown.
        foreach (SentPacket packet in packets)
        {
            TimeSpan since = TimeSpan.FromSeconds(ChangingWorld.Units(point, packet) / 90_000.0) - (point.Start - MediaTime.Zero);
            Assert.True(packet.At <= _world.Created + since + ChangingWorld.Buffer, $"{since} at {packet.At - _world.Created}");
        }
    }

    [Fact]
    public void The_change_is_told_once_with_its_place_when_the_last_of_the_old_has_left()
    {
        _world.Play(0);
        _world.RunFor(3);
        _film.Change(7, _film.Low, ServiceClass.Guaranteed);
        Assert.False(_world.Session.TryTakeChange(out _));
        Assert.Equal(_film.High, _film.Picture.Index);
        long before = _film.Picture.PacketsSent;

        ChangePoint point = _film.RunUntilChanged(4);

        Assert.Equal(7, point.Generation);
        StreamChangePoint place = Assert.Single(point.Streams);
        Assert.Equal(MediaTime.FromSeconds(4), place.At);
        Assert.Equal(_film.Low, _film.Picture.Index);
        _world.RunFor(2);
        SentPacket first = _world.Wire.Media.First(packet => packet.Stream == _film.Picture && packet.Header.Sequence == place.First);
        Assert.Equal(place.Stamp, first.Header.Timestamp);
        Assert.True(first.Header.Sequence.Since(_film.Picture.Identity.First) > before);
        Assert.False(_world.Session.TryTakeChange(out _));
    }

    [Fact]
    public void Until_then_the_wider_contract_holds_and_from_then_on_the_new_one()
    {
        TrafficSpec wide = _film.Spec(_film.High), narrow = _film.Spec(_film.Low) with { Depth = new(90_000) };
        _world.Session.Change(new(Granted.Of(wide), []), _world.Created);
        Assert.True(_world.Session.TryTakeChange(out _));
        _world.Play(0);
        _world.RunFor(3);
        Assert.Equal(wide, _world.Session.Traffic);

        _world.Session.Change(new(Granted.Of(narrow, 2), [_film.On(_film.Low)]), _world.Wire.Now);

        Assert.Equal(wide with { Depth = narrow.Depth }, _world.Session.Traffic);
        _film.RunUntilChanged(4);
        Assert.Equal(narrow, _world.Session.Traffic);
    }

    [Fact]
    public void Packets_are_marked_by_what_they_carry_and_by_the_class_in_force()
    {
        Assert.Equal((Dscp.CS0, Dscp.CS0, Dscp.CS3), (_film.Picture.Marking, _film.Sound.Marking, _film.Sound.ControlMarking));

        _world.Session.Change(new(Granted.Of(_film.Spec(_film.High), 1, ServiceClass.Guaranteed), []), _world.Created);

        Assert.Equal((Dscp.AF41, Dscp.EF, Dscp.CS3), (_film.Picture.Marking, _film.Sound.Marking, _film.Picture.ControlMarking));
    }

    [Fact]
    public void The_later_of_two_changes_is_the_one_that_counts()
    {
        _world.Play(0);
        _world.RunFor(3);
        _film.Change(2, _film.Low);
        _world.Session.Change(new(Granted.Of(_film.Spec(_film.High), 3), [_film.OnSound(StreamMode.Suspended)]), _world.Wire.Now);
        _film.Change(4, _film.High);

        ChangePoint point = _film.RunUntilChanged(1);

        Assert.Equal(4, point.Generation);
        _world.RunFor(4);
        Assert.Equal(_film.High, _film.Picture.Index);
        Assert.Equal(StreamMode.Suspended, _film.Sound.Mode);
        Assert.False(_world.Session.TryTakeChange(out _));
    }

    [Fact]
    public void A_pause_leaves_a_change_waiting_and_a_seek_puts_it_in_force()
    {
        _world.Play(0);
        _world.RunFor(2.5);
        _film.Change(2, _film.Low);
        _film.PauseFor(1);
        Assert.False(_world.Session.TryTakeChange(out _));
        Assert.Equal(_film.High, _film.Picture.Index);

        _world.Session.Halt(_world.Wire.Now);
        PlayPoint point = _world.Play(20.5);

        Assert.True(_world.Session.TryTakeChange(out ChangePoint? change));
        Assert.Equal((2, MediaTime.FromSeconds(20)), (change.Generation, change.Streams[0].At));
        Assert.Equal((point.Streams[0].First, point.Streams[0].AtStart), (change.Streams[0].First, change.Streams[0].Stamp));
        int before = _world.Wire.All.Count;
        _world.RunFor(1);
        SentPacket first = _world.Wire.All.Skip(before).First(packet => !packet.IsControl && packet.Stream == _film.Picture);
        Assert.Equal(change.Streams[0].Stamp, first.Header.Timestamp);
    }

    [Fact]
    public void A_stream_that_is_silent_for_long_does_not_hold_a_change_up()
    {
        SendingWorld world = new(SyntheticTrack.Text(60), SyntheticTrack.Text(60, id: 4));
        world.Play(0);
        world.RunFor(1);
        SendStream text = world.Session.Streams[0];

        world.Session.Change(new(Granted.Of(_film.Spec(_film.Low), 2), [new(text, text.Index, text.Film, null)]), world.Wire.Now);

        Assert.True(world.Session.TryTakeChange(out ChangePoint? point));
        Assert.Equal(MediaTime.FromSeconds(4), point.Streams[0].At);
        world.RunFor(8);
        Assert.Equal(3, world.Wire.Media.Count(packet => packet.Stream == text));
    }

    [Fact]
    public void A_change_before_the_first_play_is_what_is_played()
    {
        _film.Change(1, _film.Low);

        _world.Play(0);

        Assert.True(_world.Session.TryTakeChange(out ChangePoint? change));
        Assert.Equal(1, change.Generation);
        Assert.Equal(_film.Low, _film.Picture.Index);
        Assert.NotNull(_world.Session.Traffic);
    }

    [Fact]
    public void Following_a_plan_under_a_contract_and_changing_allocates_nothing_for_a_packet()
    {
        SilentWire wire = new();
        _world.Session.Change(new(Granted.Of(_film.Spec(_film.High)), []), _world.Created);
        _world.Play(0);
        Instant now = wire.Drive(_world.Session, _world.Created + TimeSpan.FromSeconds(8));

        // Three stretches, because the runtime itself may allocate on this thread once, for the first use of something.
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            now = wire.Drive(_world.Session, now + TimeSpan.FromSeconds(5));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(wire.Packets > 1_000);
    }
}
