using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Admission;
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

    public static ImportOptions Import(ServerOptions options)
    {
        bool isRead = Ladder.TryParse(options.Import.Ladder, out Ladder? ladder, out string mistake);
        Invariant.That(isRead, mistake);
        return new() { Ladder = ladder!, Traffic = TrafficAnalysis.Of };
    }
}
