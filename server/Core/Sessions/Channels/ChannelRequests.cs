using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions.Channels;

/// <summary>RTSP on the addresses of channels, <c>rtsp://HOST/channels/NAME</c>, and in sessions on them.</summary>
internal sealed class ChannelRequests(IChannels channels, IChannelDesk receivers, IContractDesk viewers, ServerSessionOptions options)
{
    private readonly DescribeChannel _describe = new(channels, options);
    private readonly SetupChannel _setup = new(channels, new(receivers, viewers, options), options);
    private readonly PlayChannel _play = new(new(receivers, viewers, options), options);
    private readonly TeardownChannel _teardown = new(new(receivers, viewers, options), options);

    /// <summary>Whether a request is one of these: a session tells, else what is named.</summary>
    public static bool Concern(RequestContext context) => context.Request.Method switch
    {
        RtspMethod.Describe or RtspMethod.Setup => context.Target.Channel is not null,
        RtspMethod.Play or RtspMethod.Teardown => context.Session is ChannelSession,
        _ => false,
    };

    public RequestOutcome Answer(RequestContext context) => context.Request.Method switch
    {
        RtspMethod.Describe => _describe.Answer(context),
        RtspMethod.Setup => _setup.Answer(context),
        RtspMethod.Play => _play.Answer(context, (ChannelSession)context.Session!),
        _ => _teardown.Answer(context, (ChannelSession)context.Session!),
    };
}
