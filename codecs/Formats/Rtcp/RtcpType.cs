namespace Streaming.Formats.Rtcp;

/// <summary>Packet types. RFC 3550 §12.1, RFC 4585 §6.1, RFC 3611 §2, RFC 5760 §7.1, RFC 7272 §7. Others may occur.</summary>
public enum RtcpType : byte
{
    None = 0,
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Bye = 203,
    Application = 204,
    TransportFeedback = 205,
    PayloadFeedback = 206,
    ExtendedReport = 207,
    ReceiverSummary = 209,
    IdmsSettings = 211,
}
