namespace Streaming.Server.Host.DataPlane;

internal enum LoopCommandKind
{
    Start,
    Stop,
    Call,
    Do,
    Bye,
    Fail,
}
