using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Admission;
using Streaming.Server.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host;

/// <summary>The configuration in the words of each part: none of them knows the file.</summary>
internal static class OptionMapping
{
    public static ServerSessionOptions Sessions(ServerOptions options) => new()
    {
        Timeout = options.Rtsp.SessionTimeout,
        MaxPacket = options.Rtp.MaxPacket,
        MaxSessions = options.Limits.Sessions,
        MaxRepair = options.Qos.MaxRepairOverhead,
        CanonicalName = $"streaming@{Environment.MachineName}",
    };

    public static ControlOptions Control(ServerOptions options) => new()
    {
        Messages = RtspLimits.Default with
        {
            StartLine = (int)options.Rtsp.RequestLine.Bytes,
            Headers = (int)options.Rtsp.Headers.Bytes,
            HeaderLines = options.Rtsp.HeaderCount,
            Body = (int)options.Rtsp.Body.Bytes,
        },
        Policing = Policing(options),
        Network = Network(options),
        HeadTimeout = options.Rtsp.HeaderTimeout,
        MaxConnections = options.Limits.Connections,
        MaxPerAddress = options.Limits.ConnectionsPerAddress,
        MaxFromLoopback = options.Limits.Connections,
        InterleavedQueue = (int)options.Delivery.InterleavedQueue.Bytes,
    };

    public static PolicingOptions Policing(ServerOptions options) => new()
    {
        RequestsPerSecond = options.Limits.RequestsPerSecond,
        BodyBytesPerSecond = options.Limits.BodyBytesPerSecond,
        LargestBody = options.Rtsp.Body,
        Sessions = options.Limits.SessionsPerAddress,
    };

    public static NetworkOptions Network(ServerOptions options) => new()
    {
        Links = options.Qos.Links,
        Routes = options.Qos.Subnets,
        Lease = options.Qos.Lease,
        Profiles = options.Qos.Profiles,
        Machine = new(
            new(options.Limits.PacketsPerSecond),
            options.Limits.Memory,
            options.Limits.DiskRate == BitRate.Zero ? MachineLoad.Unlimited.Disk : options.Limits.DiskRate),
    };

    public static DeliveryOptions Delivery(ServerOptions options) => new()
    {
        Address = ListenAddress.Of(options.Host),
        RtpPort = options.Rtp.Port,
        Loops = options.Delivery.Loops,
    };

    /// <param name="channel">With a group; whether it is one that can be sent to is for the settings to say.</param>
    public static ChannelSettings Channel(ChannelSection channel)
    {
        Programme programme = channel.Schedule.Count > 0
            ? new Schedule(channel.Schedule, TimeZoneInfo.FindSystemTimeZoneById(channel.TimeZone))
            : new Playlist(channel.Play, channel.Loop);
        ChannelGroup group = new(channel.Group!, channel.Port)
        {
            TimeToLive = (byte)channel.TimeToLive,
            Interface = channel.Interface.Length > 0 ? channel.Interface : null,
            Source = channel.Source,
        };
        return new(channel.Name, programme, group)
        {
            Label = channel.Label,
            Format = channel.Format,
            TransportStream = channel.TransportStream,
            Renditions = channel.Renditions,
            Sounds = channel.Sounds,
            Texts = channel.Texts,
            Parity = channel.Parity,
            Delay = channel.Delay,
            MostDelay = channel.MostDelay,
            Service = channel.Class,
            Priority = channel.Priority,
            Reach = [.. channel.Reach.Select(SubnetOf)],
            ResendPerMember = channel.Resend,
            ResendInAll = channel.ResendInAll,
        };
    }

    private static Subnet SubnetOf(string text)
    {
        bool isOne = Subnet.TryParse(text, out Subnet subnet, out _);
        Invariant.That(isOne, "what is no subnet is no value of its key");
        return subnet;
    }

    public static ImportOptions Import(ServerOptions options)
    {
        bool isRead = Ladder.TryParse(options.Import.Ladder, out Ladder? ladder, out string mistake);
        Invariant.That(isRead, mistake);
        return new() { Ladder = ladder!, Traffic = TrafficAnalysis.Of };
    }
}
