// SPDX-License-Identifier: Apache-2.0

import CPlatform

#if arch(x86_64)
  private import KernelsAVX2
  private import KernelsAVX512
#else
  private import KernelsNEON
#endif

/// The engine's kernels as compiled for one instruction set; `KernelChoice` says which are in use.
///
/// Every entry has a twin in `Kernels/Reference`, and all tables give the same bits. What the
/// functions do is documented at their definition in `Sources/Kernels`.
struct KernelTable: Sendable {
  typealias Floats = UnsafeMutablePointer<Float>
  typealias ConstFloats = UnsafePointer<Float>
  typealias Key = (UInt32, UInt32, UInt32, UInt32)

  /// What `LSTM_KERNELS` calls it.
  let name: String
  let panelWidth: Int
  /// The most rows of the inner dimension that `multiplyTiles` takes at once.
  let innerBlock: Int
  /// How many panels to pack for `multiplyTiles` at once.
  let panelGroup: Int
  let multiply:
    @Sendable (
      _ m: Int, _ n: Int, _ k: Int, _ a: ConstFloats, _ aRow: Int, _ b: ConstFloats, _ bStep: Int,
      _ bPanel: Int, _ s: ConstFloats?, _ sRow: Int, _ c: Floats, _ cRow: Int
    ) -> Void
  let multiplyTiles:
    @Sendable (
      _ m: Int, _ n: Int, _ k: Int, _ a: ConstFloats, _ b: ConstFloats, _ c: Floats, _ cRow: Int
    ) -> Void
  let packTiles:
    @Sendable (
      _ m: Int, _ k: Int, _ first: Int, _ depth: Int, _ a: ConstFloats, _ aRow: Int,
      _ tiles: Floats
    ) -> Void
  let packPanels:
    @Sendable (
      _ k: Int, _ n: Int, _ b: ConstFloats, _ bRow: Int, _ panelStride: Int, _ panels: Floats
    ) -> Void
  let packPanelsTransposed:
    @Sendable (_ k: Int, _ n: Int, _ b: ConstFloats, _ bColumn: Int, _ panels: Floats) -> Void
  let exp: @Sendable (_ count: Int, _ x: ConstFloats, _ y: Floats) -> Void
  let sigmoid: @Sendable (_ count: Int, _ x: ConstFloats, _ y: Floats) -> Void
  let tanh: @Sendable (_ count: Int, _ x: ConstFloats, _ y: Floats) -> Void
  let lstmForward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
      _ cellBefore: ConstFloats?, _ cell: Floats, _ tanhCell: Floats, _ output: Floats,
      _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
    ) -> Void
  let lstmBackward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
      _ cellBefore: ConstFloats?, _ tanhCell: ConstFloats, _ dOutput: ConstFloats,
      _ dOutputRow: Int, _ dState: ConstFloats, _ mask: ConstFloats?, _ dCell: Floats
    ) -> Void
  let peepholeForward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ peephole: ConstFloats,
      _ gates: Floats, _ cellBefore: ConstFloats?, _ cell: Floats, _ tanhCell: Floats,
      _ output: Floats, _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
    ) -> Void
  let peepholeBackward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ peephole: ConstFloats,
      _ gates: Floats, _ cellBefore: ConstFloats?, _ tanhCell: ConstFloats,
      _ dOutput: ConstFloats, _ dOutputRow: Int, _ dState: ConstFloats, _ mask: ConstFloats?,
      _ dCell: Floats
    ) -> Void
  let gruForward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
      _ recurrent: ConstFloats, _ before: ConstFloats?, _ beforeRow: Int, _ output: Floats,
      _ outputRow: Int, _ next: Floats?, _ nextRows: Int, _ mask: ConstFloats?
    ) -> Void
  let gruBackward:
    @Sendable (
      _ rows: Int, _ hidden: Int, _ first: Int, _ units: Int, _ gates: Floats,
      _ recurrent: Floats, _ before: ConstFloats?, _ beforeRow: Int, _ dOutput: ConstFloats,
      _ dOutputRow: Int, _ dState: ConstFloats, _ mask: ConstFloats?, _ direct: Floats
    ) -> Void
  let sumOfSquares: @Sendable (_ count: Int, _ x: ConstFloats) -> Float
  let dot: @Sendable (_ count: Int, _ x: ConstFloats, _ y: ConstFloats) -> Float
  let softmax: @Sendable (_ count: Int, _ x: Floats, _ scale: Float) -> (largest: Float, sum: Float)
  let addColumnSums:
    @Sendable (_ rows: Int, _ columns: Int, _ x: ConstFloats, _ xRow: Int, _ sums: Floats) -> Void
  let dropoutMask:
    @Sendable (
      _ count: Int, _ key: Key, _ step: UInt32, _ threshold: UInt32, _ scale: Float,
      _ mask: Floats
    ) -> Void
  let addPenalty:
    @Sendable (
      _ count: Int, _ l1: Float, _ l2: Float, _ weights: ConstFloats, _ gradient: Floats
    ) -> Void
  let clip: @Sendable (_ count: Int, _ bound: Float, _ x: Floats) -> Void
  let isFinite: @Sendable (_ count: Int, _ x: ConstFloats) -> Bool
  let updateSGD:
    @Sendable (
      _ count: Int, _ scale: Float, _ rate: Float, _ momentum: Float, _ nesterov: Bool,
      _ gradient: ConstFloats, _ velocity: Floats?, _ weights: Floats
    ) -> Void
  let updateAdam:
    @Sendable (
      _ count: Int, _ scale: Float, _ rate: Float, _ beta1: Float, _ share1: Float,
      _ beta2: Float, _ share2: Float, _ epsilon: Float, _ correction: Float, _ decay: Float,
      _ gradient: ConstFloats, _ mean: Floats, _ square: Floats, _ weights: Floats
    ) -> Void
  let updateRMSprop:
    @Sendable (
      _ count: Int, _ scale: Float, _ rate: Float, _ alpha: Float, _ share: Float,
      _ epsilon: Float, _ momentum: Float, _ gradient: ConstFloats, _ square: Floats,
      _ velocity: Floats?, _ weights: Floats
    ) -> Void
  let updateAdagrad:
    @Sendable (
      _ count: Int, _ scale: Float, _ rate: Float, _ epsilon: Float, _ gradient: ConstFloats,
      _ square: Floats, _ weights: Floats
    ) -> Void
}

extension KernelTable {
  /// The tables that this processor runs, the fastest first; the plain reference is always the
  /// last.
  static let available: [KernelTable] = {
    #if arch(x86_64)
      switch cplatform_vector_bits() {
      case 512: [avx512, avx2, reference]
      case 256: [avx2, reference]
      default: [reference]
      }
    #else
      cplatform_vector_bits() >= 128 ? [neon, reference] : [reference]
    #endif
  }()

  #if arch(x86_64)
    static let avx512 = KernelTable(
      name: "avx512", panelWidth: KernelsAVX512.panelWidth,
      innerBlock: KernelsAVX512.innerBlock, panelGroup: KernelsAVX512.panelGroup,
      multiply: KernelsAVX512.multiply,
      multiplyTiles: KernelsAVX512.multiplyTiles, packTiles: KernelsAVX512.packTiles,
      packPanels: KernelsAVX512.packPanels,
      packPanelsTransposed: KernelsAVX512.packPanelsTransposed,
      exp: KernelsAVX512.exp, sigmoid: KernelsAVX512.sigmoid, tanh: KernelsAVX512.tanh,
      lstmForward: KernelsAVX512.lstmForward, lstmBackward: KernelsAVX512.lstmBackward,
      peepholeForward: KernelsAVX512.peepholeForward,
      peepholeBackward: KernelsAVX512.peepholeBackward,
      gruForward: KernelsAVX512.gruForward, gruBackward: KernelsAVX512.gruBackward,
      sumOfSquares: KernelsAVX512.sumOfSquares, dot: KernelsAVX512.dot,
      softmax: KernelsAVX512.softmax,
      addColumnSums: KernelsAVX512.addColumnSums, dropoutMask: KernelsAVX512.dropoutMask,
      addPenalty: KernelsAVX512.addPenalty, clip: KernelsAVX512.clip,
      isFinite: KernelsAVX512.isFinite,
      updateSGD: KernelsAVX512.updateSGD, updateAdam: KernelsAVX512.updateAdam,
      updateRMSprop: KernelsAVX512.updateRMSprop, updateAdagrad: KernelsAVX512.updateAdagrad)

    static let avx2 = KernelTable(
      name: "avx2", panelWidth: KernelsAVX2.panelWidth,
      innerBlock: KernelsAVX2.innerBlock, panelGroup: KernelsAVX2.panelGroup,
      multiply: KernelsAVX2.multiply,
      multiplyTiles: KernelsAVX2.multiplyTiles, packTiles: KernelsAVX2.packTiles,
      packPanels: KernelsAVX2.packPanels, packPanelsTransposed: KernelsAVX2.packPanelsTransposed,
      exp: KernelsAVX2.exp, sigmoid: KernelsAVX2.sigmoid, tanh: KernelsAVX2.tanh,
      lstmForward: KernelsAVX2.lstmForward, lstmBackward: KernelsAVX2.lstmBackward,
      peepholeForward: KernelsAVX2.peepholeForward, peepholeBackward: KernelsAVX2.peepholeBackward,
      gruForward: KernelsAVX2.gruForward, gruBackward: KernelsAVX2.gruBackward,
      sumOfSquares: KernelsAVX2.sumOfSquares, dot: KernelsAVX2.dot, softmax: KernelsAVX2.softmax,
      addColumnSums: KernelsAVX2.addColumnSums, dropoutMask: KernelsAVX2.dropoutMask,
      addPenalty: KernelsAVX2.addPenalty, clip: KernelsAVX2.clip, isFinite: KernelsAVX2.isFinite,
      updateSGD: KernelsAVX2.updateSGD, updateAdam: KernelsAVX2.updateAdam,
      updateRMSprop: KernelsAVX2.updateRMSprop, updateAdagrad: KernelsAVX2.updateAdagrad)
  #else
    static let neon = KernelTable(
      name: "neon", panelWidth: KernelsNEON.panelWidth,
      innerBlock: KernelsNEON.innerBlock, panelGroup: KernelsNEON.panelGroup,
      multiply: KernelsNEON.multiply,
      multiplyTiles: KernelsNEON.multiplyTiles, packTiles: KernelsNEON.packTiles,
      packPanels: KernelsNEON.packPanels, packPanelsTransposed: KernelsNEON.packPanelsTransposed,
      exp: KernelsNEON.exp, sigmoid: KernelsNEON.sigmoid, tanh: KernelsNEON.tanh,
      lstmForward: KernelsNEON.lstmForward, lstmBackward: KernelsNEON.lstmBackward,
      peepholeForward: KernelsNEON.peepholeForward, peepholeBackward: KernelsNEON.peepholeBackward,
      gruForward: KernelsNEON.gruForward, gruBackward: KernelsNEON.gruBackward,
      sumOfSquares: KernelsNEON.sumOfSquares, dot: KernelsNEON.dot, softmax: KernelsNEON.softmax,
      addColumnSums: KernelsNEON.addColumnSums, dropoutMask: KernelsNEON.dropoutMask,
      addPenalty: KernelsNEON.addPenalty, clip: KernelsNEON.clip, isFinite: KernelsNEON.isFinite,
      updateSGD: KernelsNEON.updateSGD, updateAdam: KernelsNEON.updateAdam,
      updateRMSprop: KernelsNEON.updateRMSprop, updateAdagrad: KernelsNEON.updateAdagrad)
  #endif

  static let reference = KernelTable(
    name: "reference", panelWidth: Reference.panelWidth, innerBlock: 64, panelGroup: 1,
    multiply: Reference.multiply, multiplyTiles: Reference.multiplyTiles,
    packTiles: Reference.packTiles, packPanels: Reference.packPanels,
    packPanelsTransposed: Reference.packPanelsTransposed, exp: Reference.exp,
    sigmoid: Reference.sigmoid, tanh: Reference.tanh, lstmForward: Reference.lstmForward,
    lstmBackward: Reference.lstmBackward, peepholeForward: Reference.peepholeForward,
    peepholeBackward: Reference.peepholeBackward, gruForward: Reference.gruForward,
    gruBackward: Reference.gruBackward, sumOfSquares: Reference.sumOfSquares, dot: Reference.dot,
    softmax: Reference.softmax, addColumnSums: Reference.addColumnSums,
    dropoutMask: Reference.dropoutMask, addPenalty: Reference.addPenalty, clip: Reference.clip,
    isFinite: Reference.isFinite, updateSGD: Reference.updateSGD,
    updateAdam: Reference.updateAdam, updateRMSprop: Reference.updateRMSprop,
    updateAdagrad: Reference.updateAdagrad)
}
