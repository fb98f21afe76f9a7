namespace Streaming.Server.Host.Configuration;

/// <summary>Everything that can be configured, with its default. Immutable: a changed file makes a new one.</summary>
/// <remarks>What each key means, its range and when a change takes effect stands in <c>ConfigurationKeys</c>, the one table from which the
/// commented file, the environment's names and the error messages come.</remarks>
public sealed record ServerOptions
{
    /// <summary>An IP address, or <c>*</c> for every address of the machine, IPv4 and IPv6.</summary>
    public string Host { get; init; } = "*";

    /// <summary>Absolute paths of the folders of films; none = the sample library.</summary>
    public IReadOnlyList<string> Library { get; init; } = [];

    /// <summary>
    /// Absolute path of the folder for all that is derived from films and can be rebuilt; empty = <c>data</c> in the home folder.
    /// </summary>
    public string Data { get; init; } = "";

    public RtspSection Rtsp { get; init; } = new();

    public RtpSection Rtp { get; init; } = new();

    public HttpSection Http { get; init; } = new();

    public DeliverySection Delivery { get; init; } = new();

    public ImportSection Import { get; init; } = new();

    public QosSection Qos { get; init; } = new();

    /// <summary>In the order in which they were declared.</summary>
    public IReadOnlyList<ChannelSection> Channels { get; init; } = [];

    public LimitsSection Limits { get; init; } = new();

    public LogSection Log { get; init; } = new();
}
