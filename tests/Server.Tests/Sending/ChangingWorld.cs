using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>A picture in two renditions and its sound, by plan, under contracts that change.</summary>
internal sealed class ChangingWorld
{
    public static readonly TimeSpan Buffer = TimeSpan.FromSeconds(1);

    public ChangingWorld()
    {
        World = new(Buffer, High, Audio);
        (Picture, Sound) = (World.Session.Streams[0], World.Session.Streams[1]);
    }

    public TrackIndex High { get; } = Video(3, BitRate.Mbps(2));

    public TrackIndex Low { get; } = Video(4, BitRate.Kbps(500));

    public TrackIndex Audio { get; } = WithTraffic(SyntheticTrack.Audio(3, BitRate.Kbps(96), 30));

    public SendingWorld World { get; }

    public SendStream Picture { get; }

    public SendStream Sound { get; }

    private static TrackIndex Video(ulong seed, BitRate rate) =>
        WithTraffic(SyntheticTrack.Video(seed, rate, 30, keyWeight: 6, reordered: true));

    private static TrackIndex WithTraffic(TrackIndex track) => track.With(TrafficAnalysis.Of(track));

    private static SendingPlan Plan(TrackIndex track) => track.Traffic!.Plans.Single(plan => plan.Buffer == Buffer);

    public TrafficSpec Spec(TrackIndex picture) => Granted.For(Plan(picture), Plan(Audio));

    public StreamChange On(TrackIndex index, StreamMode mode = StreamMode.Whole) =>
        new(Picture, index, new MemoryFilm(SyntheticTrack.Bytes(index, 9)), Plan(index), mode);

    public StreamChange OnSound(StreamMode mode) => new(Sound, Audio, Sound.Film, Plan(Audio), mode);

    public void Change(
        int generation, TrackIndex to, ServiceClass service = ServiceClass.ControlledLoad, StreamMode mode = StreamMode.Whole) =>
        World.Session.Change(new(Granted.Of(Spec(to), generation, service), [On(to, mode)]), World.Wire.Now);

    public void PauseFor(double seconds)
    {
        World.Session.Halt(World.Wire.Now);
        World.RunFor(seconds);
        World.Play(null);
    }

    public ChangePoint RunUntilChanged(double seconds)
    {
        Instant end = World.Wire.Now + TimeSpan.FromSeconds(seconds);
        while (World.Wire.Now < end)
        {
            if (World.Session.TryTakeChange(out ChangePoint? point))
                return point;
            World.Wire.Drive(World.Session, Instant.Min(end, Instant.Max(World.Session.Next, World.Wire.Now)));
        }

        Assert.Fail("the change did not come into force");
        return null;
    }

    /// <summary>Where in the film a packet's picture is shown, as long as nothing but time has passed since that PLAY.</summary>
    public static long Units(PlayPoint point, SentPacket packet) =>
        packet.Header.Timestamp.Since(point.Streams[0].AtStart) + ClockRate.Video.ToUnits(point.Start);
}
