using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What changes while a session plays: contract, rendition, mode; and what becomes of it when it is stopped meanwhile.</summary>
public sealed class ChangeTests
{
    private static readonly TimeSpan Buffer = TimeSpan.FromSeconds(1);

    private readonly TrackIndex _high = Video(3, BitRate.Mbps(2));
    private readonly TrackIndex _low = Video(4, BitRate.Kbps(500));
    private readonly TrackIndex _audio = WithTraffic(SyntheticTrack.Audio(3, BitRate.Kbps(96), 30));
    private readonly SendingWorld _world;
    private readonly SendStream _picture;
    private readonly SendStream _sound;

    public ChangeTests()
    {
        _world = new(Buffer, _high, _audio);
        (_picture, _sound) = (_world.Session.Streams[0], _world.Session.Streams[1]);
    }

    [Theory, Seeds(30)]
    public void Every_picture_comes_from_one_rendition_or_the_other_and_numbers_and_stamps_go_on(ulong seed)
    {
        SeededRandom random = new(seed);
        PlayPoint point = _world.Play(random.Next(5));
        TrackIndex now = _high;
        bool pauses = random.Next(2) == 0;
        for (int change = 1; change <= 6; change++)
        {
            _world.RunFor(random.Next(4_000) / 1_000.0);
            now = now == _high ? _low : _high;
            Change(change, now);
            if (pauses && random.Next(2) == 0)
                PauseFor(random.Next(1_000) / 1_000.0);
        }

        _world.Wire.DriveToEnd(_world.Session);

        SentPacket[] packets = [.. _world.Wire.Media.Where(packet => packet.Stream == _picture)];
        Assert.All(packets.Index(), pair => Assert.Equal(_picture.Identity.First + pair.Index, pair.Item.Header.Sequence));
        Assert.All(packets, packet => Assert.Equal(_picture.Identity.Ssrc, packet.Header.Ssrc));
        long[] shown = [.. packets.Where(packet => packet.Header.Marker).Select(packet => Units(point, packet)).Order()];
        long start = ClockRate.Video.ToUnits(point.Start);
        long[] film = [.. _high.Samples.ToArray().Select(sample => sample.PresentationUnits).Where(units => units >= start).Order()];
        Assert.Equal(film.Length, shown.Length);
        if (pauses)
            return;
        Assert.Equal(film, shown);

        // The receiver counts on one buffer, whichever plan is followed. Both renditions decode a picture one picture before it is shown.
        foreach (SentPacket packet in packets)
        {
            TimeSpan since = TimeSpan.FromSeconds(Units(point, packet) / 90_000.0) - (point.Start - MediaTime.Zero);
            Assert.True(packet.At <= _world.Created + since + Buffer, $"{since} at {packet.At - _world.Created}");
        }
    }

    [Fact]
    public void The_change_is_told_once_with_its_place_when_the_last_of_the_old_has_left()
    {
        _world.Play(0);
        _world.RunFor(3);
        Change(7, _low, ServiceClass.Guaranteed);
        Assert.False(_world.Session.TryTakeChange(out _));
        Assert.Equal(_high, _picture.Index);
        long before = _picture.PacketsSent;

        ChangePoint point = RunUntilChanged(4);

        Assert.Equal(7, point.Generation);
        StreamChangePoint place = Assert.Single(point.Streams);
        Assert.Equal(MediaTime.FromSeconds(4), place.At);
        Assert.Equal(_low, _picture.Index);
        _world.RunFor(2);
        SentPacket first = _world.Wire.Media.First(packet => packet.Stream == _picture && packet.Header.Sequence == place.First);
        Assert.Equal(place.Stamp, first.Header.Timestamp);
        Assert.True(first.Header.Sequence.Since(_picture.Identity.First) > before);
        Assert.False(_world.Session.TryTakeChange(out _));
    }

    [Fact]
    public void Until_then_the_wider_contract_holds_and_from_then_on_the_new_one()
    {
        TrafficSpec wide = Spec(_high), narrow = Spec(_low) with { Depth = new(90_000) };
        _world.Session.Change(new(Granted.Of(wide), []), _world.Created);
        Assert.True(_world.Session.TryTakeChange(out _));
        _world.Play(0);
        _world.RunFor(3);
        Assert.Equal(wide, _world.Session.Traffic);

        _world.Session.Change(new(Granted.Of(narrow, 2), [On(_low)]), _world.Wire.Now);

        Assert.Equal(wide with { Depth = narrow.Depth }, _world.Session.Traffic);
        RunUntilChanged(4);
        Assert.Equal(narrow, _world.Session.Traffic);
    }

    [Fact]
    public void Packets_are_marked_by_what_they_carry_and_by_the_class_in_force()
    {
        Assert.Equal((Dscp.CS0, Dscp.CS0, Dscp.CS3), (_picture.Marking, _sound.Marking, _sound.ControlMarking));

        _world.Session.Change(new(Granted.Of(Spec(_high), 1, ServiceClass.Guaranteed), []), _world.Created);

        Assert.Equal((Dscp.AF41, Dscp.EF, Dscp.CS3), (_picture.Marking, _sound.Marking, _picture.ControlMarking));
    }

    [Fact]
    public void The_later_of_two_changes_is_the_one_that_counts()
    {
        _world.Play(0);
        _world.RunFor(3);
        Change(2, _low);
        _world.Session.Change(new(Granted.Of(Spec(_high), 3), [new(_sound, _audio, _sound.Film, null, StreamMode.Suspended)]), _world.Wire.Now);
        Change(4, _high);

        ChangePoint point = RunUntilChanged(1);

        Assert.Equal(4, point.Generation);
        _world.RunFor(4);
        Assert.Equal(_high, _picture.Index);
        Assert.Equal(StreamMode.Suspended, _sound.Mode);
        Assert.False(_world.Session.TryTakeChange(out _));
    }

    [Fact]
    public void A_pause_leaves_a_change_waiting_and_a_seek_puts_it_in_force()
    {
        _world.Play(0);
        _world.RunFor(2.5);
        Change(2, _low);
        PauseFor(1);
        Assert.False(_world.Session.TryTakeChange(out _));
        Assert.Equal(_high, _picture.Index);

        _world.Session.Halt(_world.Wire.Now);
        PlayPoint point = _world.Play(20.5);

        Assert.True(_world.Session.TryTakeChange(out ChangePoint? change));
        Assert.Equal((2, MediaTime.FromSeconds(20)), (change.Generation, change.Streams[0].At));
        Assert.Equal((point.Streams[0].First, point.Streams[0].AtStart), (change.Streams[0].First, change.Streams[0].Stamp));
        int before = _world.Wire.All.Count;
        _world.RunFor(1);
        Assert.Equal(change.Streams[0].Stamp, _world.Wire.All.Skip(before).First(p => !p.IsControl && p.Stream == _picture).Header.Timestamp);
    }

    [Fact]
    public void A_change_before_the_first_play_is_what_is_played()
    {
        Change(1, _low);

        _world.Play(0);

        Assert.True(_world.Session.TryTakeChange(out ChangePoint? change));
        Assert.Equal(1, change.Generation);
        Assert.Equal(_low, _picture.Index);
        Assert.NotNull(_world.Session.Traffic);
    }

    [Fact]
    public void Thinned_leaves_out_what_no_other_picture_needs_and_takes_its_time()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3);
        Change(2, _high, mode: StreamMode.Thinned);
        RunUntilChanged(1);
        Instant from = _world.Wire.Now;
        _world.RunFor(6);
        Instant to = _world.Wire.Now;
        Change(3, _high);
        _world.RunFor(5);

        HashSet<long> sent = [.. _world.Wire.Media.Where(packet => packet.Stream == _picture).Select(packet => Units(point, packet))];
        MediaSample[] thinned = [.. _high.Samples.ToArray().Where(sample => IsBetween(sample, 4, 8))];
        Assert.All(thinned, sample => Assert.Equal((sample.Flags & SampleFlags.Disposable) == 0, sent.Contains(sample.PresentationUnits)));
        Assert.All(_high.Samples.ToArray().Where(sample => IsBetween(sample, 10.5, 12)), one => Assert.Contains(one.PresentationUnits, sent));
        Assert.All(
            _world.Wire.Media.Where(packet => packet.Stream == _picture && packet.At > from && packet.At < to),
            packet => Assert.True(packet.At <= _world.Created + TimeSpan.FromSeconds((double)Units(point, packet) / 90_000) + Buffer));

        static bool IsBetween(MediaSample sample, double from, double to) =>
            sample.PresentationUnits >= from * 90_000 && sample.PresentationUnits < to * 90_000;
    }

    [Fact]
    public void What_is_suspended_sends_reports_only_and_comes_back_at_a_key_picture_that_is_not_overdue()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3);
        Change(2, _high, mode: StreamMode.Suspended);
        _world.RunFor(0.1);
        Assert.True(_world.Session.TryTakeChange(out ChangePoint? gone));
        Assert.Null(gone.Streams[0].At);
        int quiet = _world.Wire.All.Count;
        _world.RunFor(7.4);
        SentPacket[] meanwhile = [.. _world.Wire.All.Skip(quiet).Where(packet => packet.Stream == _picture)];
        Assert.NotEmpty(meanwhile);
        Assert.All(meanwhile, packet => Assert.True(packet.IsControl));

        Instant back = _world.Wire.Now;
        Change(3, _low);
        Assert.True(_world.Session.TryTakeChange(out ChangePoint? come));
        _world.RunFor(3);

        SentPacket first = _world.Wire.Media.First(packet => packet.Stream == _picture && packet.At >= back);
        Assert.Equal(Units(point, first), ClockRate.Video.ToUnits(come.Streams[0].At!.Value));
        Assert.Equal(0, Units(point, first) % (2 * 90_000));
        Assert.InRange(Units(point, first) / 90_000.0, 10, 12);
        Assert.Equal(come.Streams[0].First, first.Header.Sequence);
        Assert.True(_world.Wire.Media.Count(packet => packet.Stream == _sound && packet.At > back) > 100);
    }

    [Fact]
    public void Suspended_over_a_pause_and_back_in_it_goes_on_behind_the_position()
    {
        PlayPoint point = _world.Play(0);
        _world.RunFor(3.3);
        Change(2, _high, mode: StreamMode.Suspended);
        _world.RunFor(2);
        _world.Session.Halt(_world.Wire.Now);
        Change(3, _high);
        Assert.Equal(5.3, _world.Play(null).Start.Seconds, 3);
        int before = _world.Wire.All.Count;
        _world.RunFor(3);

        SentPacket first = _world.Wire.All.Skip(before).First(packet => !packet.IsControl && packet.Stream == _picture);
        Assert.InRange(Units(point, first) / 90_000.0, 4.3, 6.01);
    }

    [Fact]
    public void All_suspended_the_session_lives_on_to_the_end_of_the_film()
    {
        _world.Play(0);
        _world.RunFor(1);
        _world.Session.Change(new(Granted.Of(Spec(_high), 2), [On(_high, StreamMode.Suspended), Sound(StreamMode.Suspended)]), _world.Wire.Now);

        _world.RunFor(28);
        Assert.False(_world.Session.AtEnd);
        _world.RunFor(3);
        Assert.True(_world.Session.AtEnd);
    }

    [Fact]
    public void Following_a_plan_under_a_contract_and_changing_allocates_nothing_for_a_packet()
    {
        SilentWire wire = new();
        _world.Session.Change(new(Granted.Of(Spec(_high)), []), _world.Created);
        _world.Play(0);
        Instant now = wire.Drive(_world.Session, _world.Created + TimeSpan.FromSeconds(8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        wire.Drive(_world.Session, now + TimeSpan.FromSeconds(15));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(wire.Packets > 1_000);
    }

    private static TrackIndex Video(ulong seed, BitRate rate) =>
        WithTraffic(SyntheticTrack.Video(seed, rate, 30, keyWeight: 6, reordered: true));

    private static TrackIndex WithTraffic(TrackIndex track) => track.With(TrafficAnalysis.Of(track));

    private static SendingPlan Plan(TrackIndex track) => track.Traffic!.Plans.Single(plan => plan.Buffer == Buffer);

    private TrafficSpec Spec(TrackIndex picture) => Granted.For(Plan(picture), Plan(_audio));

    private StreamChange On(TrackIndex index, StreamMode mode = StreamMode.Whole) =>
        new(_picture, index, new MemoryFilm(SyntheticTrack.Bytes(index, 9)), Plan(index), mode);

    private StreamChange Sound(StreamMode mode) => new(_sound, _audio, _sound.Film, Plan(_audio), mode);

    private void Change(
        int generation, TrackIndex to, ServiceClass service = ServiceClass.ControlledLoad, StreamMode mode = StreamMode.Whole) =>
        _world.Session.Change(new(Granted.Of(Spec(to), generation, service), [On(to, mode)]), _world.Wire.Now);

    private void PauseFor(double seconds)
    {
        _world.Session.Halt(_world.Wire.Now);
        _world.RunFor(seconds);
        _world.Play(null);
    }

    private ChangePoint RunUntilChanged(double seconds)
    {
        Instant end = _world.Wire.Now + TimeSpan.FromSeconds(seconds);
        while (_world.Wire.Now < end)
        {
            if (_world.Session.TryTakeChange(out ChangePoint? point))
                return point;
            _world.Wire.Drive(_world.Session, Instant.Min(end, Instant.Max(_world.Session.Next, _world.Wire.Now)));
        }

        Assert.Fail("the change did not come into force");
        return null;
    }

    /// <summary>Where in the film a packet's picture is shown, as long as nothing but time has passed since that PLAY.</summary>
    private static long Units(PlayPoint point, SentPacket packet) =>
        packet.Header.Timestamp.Since(point.Streams[0].AtStart) + ClockRate.Video.ToUnits(point.Start);
}
