namespace Streaming.Formats.Rtsp;

/// <summary>The methods of RFC 2326 §10 as they stand in a request line. Methods are compared case-sensitively.</summary>
public static class RtspMethod
{
    public const string Options = "OPTIONS";
    public const string Describe = "DESCRIBE";
    public const string Announce = "ANNOUNCE";
    public const string Setup = "SETUP";
    public const string Play = "PLAY";
    public const string Pause = "PAUSE";
    public const string Teardown = "TEARDOWN";
    public const string GetParameter = "GET_PARAMETER";
    public const string SetParameter = "SET_PARAMETER";
    public const string Redirect = "REDIRECT";
    public const string Record = "RECORD";
}
