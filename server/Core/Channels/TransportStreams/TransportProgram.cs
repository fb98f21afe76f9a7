using Streaming.Formats.Media;
using Streaming.Formats.Multiplexing;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>Which lanes of a channel its transport stream carries, and where it goes: the best picture that broadcasting knows, and every
/// sound.</summary>
/// <param name="Lanes">The places of these lanes in the lineup, in the order of the program's streams.</param>
/// <param name="Group">Where it goes; its parity goes to the same address, two and four ports further. SMPTE 2022-1 §7.</param>
public sealed record TransportProgram(
    ChannelSettings Settings, IReadOnlyList<int> Lanes, ProgramDescription Description, GroupAddress Group)
{
    private const ushort OnlyStream = 1, OnlyProgram = 1;

    /// <summary>Null where no lane can be carried.</summary>
    public static TransportProgram? Of(ChannelSettings settings, IReadOnlyList<Lane> lanes)
    {
        List<int> chosen = [];
        int picture = First(lanes, TrackKind.Video);
        if (picture >= 0)
            chosen.Add(picture);
        chosen.AddRange(Enumerable.Range(0, lanes.Count)
            .Where(k => lanes[k].Kind == TrackKind.Audio && ElementaryStream.CanCarry(lanes[k].Track)));
        if (chosen.Count == 0)
            return null;
        string name = settings.Label.Length > 0 ? settings.Label : settings.Name;
        ElementaryStream[] streams =
            [.. chosen.Select((lane, i) => new ElementaryStream(ProgramDescription.FirstPid + i, lanes[lane].Track))];
        ProgramDescription description = new(OnlyStream, OnlyProgram, name, "", streams);
        GroupAddress group = settings.TransportStream is { } chosenPlace
            ? new(chosenPlace.Address, chosenPlace.Port)
            : GroupPlan.TransportStream(settings.Group);
        return new(settings, chosen, description, group);
    }

    /// <summary>How its packets leave, so many ports further.</summary>
    internal StreamTransport.Group Transport(int further)
    {
        GroupAddress place = Group with { Port = Group.Port + further };
        ChannelGroup way = Settings.Group;
        return new(place.Rtp, place.Rtcp, new(way.TimeToLive, way.Interface, way.Source));
    }

    private static int First(IReadOnlyList<Lane> lanes, TrackKind kind)
    {
        for (int k = 0; k < lanes.Count; k++)
        {
            if (lanes[k].Kind == kind && ElementaryStream.CanCarry(lanes[k].Track))
                return k;
        }

        return -1;
    }
}
