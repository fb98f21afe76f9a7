using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>The requests that a client makes, each with all its headers. RFC 2326 §10.</summary>
/// <param name="wantsRepair">Whether to be told how losses can be mended.</param>
internal sealed class ClientRequests(Conversation conversation, ContractTalk contracts, bool wantsRepair)
{
    /// <summary>The tag in Supported of who mends losses, by parity and by asking again.</summary>
    public const string RepairFeature = "streaming.repair";

    /// <summary>The tag in Supported of who takes a channel apart into its lanes.</summary>
    public const string ChannelFeature = "streaming.channel";

    private string _keepAlive = RtspMethod.Options;
    private string[] _common = [];

    public RtspRequest Options(string url, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.Options, url, now);
        string tags = wantsRepair ? $"{ContractTalk.Feature}, {RepairFeature}" : ContractTalk.Feature;
        request.Headers.Add(ContractTalk.SupportedHeader, tags);
        return request;
    }

    /// <summary>The answer to OPTIONS: what the server can be asked from now on.</summary>
    /// <remarks>Deviation: OPTIONS may fail where DESCRIBE does not; some devices do not know it.</remarks>
    public void Meet(RtspResponse options)
    {
        contracts.Listen(options);
        string[] ours = wantsRepair ? [RepairFeature, ChannelFeature] : [ChannelFeature];
        bool isSaid = TokenListHeader.TryParse(options.Headers[ContractTalk.SupportedHeader] ?? "", out TokenListHeader? tags, out _);
        _common = isSaid ? [.. ours.Where(tag => tags!.Contains(tag))] : [];
        if (TokenListHeader.TryParse(options.Headers["Public"] ?? "", out TokenListHeader? methods, out _)
            && methods.Contains(RtspMethod.GetParameter))
            _keepAlive = RtspMethod.GetParameter;
    }

    public RtspRequest Describe(string url, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.Describe, url, now);
        request.Headers.Add("Accept", "application/sdp");
        if (_common.Length > 0)
            request.Headers.Add(ContractTalk.SupportedHeader, string.Join(", ", _common));
        return request;
    }

    public RtspRequest Setup(OfferedTrack track, TransportSpec transport, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.Setup, track.ControlUrl, now, track: track);
        request.Headers.Add("Transport", new TransportHeader(transport).ToString());
        TellOfChannels(request);
        contracts.Ask(request, contracts.Whole);
        return request;
    }

    /// <summary>The parity of a track that is set up, or being set up.</summary>
    public RtspRequest SetupParity(OfferedTrack track, TransportSpec transport, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.Setup, track.Parity!.ControlUrl, now, track: track, isParity: true);
        request.Headers.Add("Transport", new TransportHeader(transport).ToString());
        TellOfChannels(request);
        contracts.Ask(request, contracts.Whole);
        return request;
    }

    /// <summary>It is a channel that is played: its lanes, what is sent again and what was sent before are for who knows them.</summary>
    public bool OfChannel { get; set; }

    public RtspRequest Play(string url, PlayAsk ask, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.Play, url, now);
        if (ask.From is { } start)
            request.Headers.Add("Range", RangeHeader.Npt(start, null).ToString());
        if (ask.Style is { } style)
            request.Headers.Add("Seek-Style", style == SeekDirection.Forward ? "Next" : "RAP");
        if (ask.Scale is { } scale)
            request.Headers.Add("Scale", new ScaleHeader(scale).ToString());
        if (ask.Speed is { } speed)
            request.Headers.Add("Speed", new SpeedHeader(speed).ToString());
        contracts.Ask(request, contracts.Whole);
        return request;
    }

    public RtspRequest Pause(string url, Instant now) => conversation.Ask(RtspMethod.Pause, url, now);

    /// <summary>One stream of several is given back.</summary>
    /// <param name="url">What it is controlled by.</param>
    public RtspRequest Release(string url, Instant now) => conversation.Ask(RtspMethod.Teardown, url, now, isKeepAlive: true);

    /// <summary>A sign of life; where contracts are known it asks for the one in force too, in case a change was missed.</summary>
    public RtspRequest KeepAlive(string url, Instant now)
    {
        bool asks = contracts.IsSpoken && _keepAlive == RtspMethod.GetParameter;
        byte[] body = asks ? Encoding.UTF8.GetBytes("contract\r\n") : [];
        RtspRequest request = conversation.Ask(_keepAlive, url, now, body, isKeepAlive: true);
        if (asks)
            request.Headers.Add("Content-Type", "text/parameters");
        return request;
    }

    /// <summary>Another contract is wished for.</summary>
    public RtspRequest Wish(string url, ContractWish asked, Instant now)
    {
        RtspRequest request = conversation.Ask(RtspMethod.SetParameter, url, now, wish: asked);
        contracts.Ask(request, ContractTalk.With(asked.Viewer, asked.Protection));
        return request;
    }

    public RtspRequest Teardown(string url, Instant now) => conversation.Ask(RtspMethod.Teardown, url, now);

    private void TellOfChannels(RtspRequest request)
    {
        if (OfChannel && _common.Contains(ChannelFeature))
            request.Headers.Add(ContractTalk.SupportedHeader, ChannelFeature);
    }
}
