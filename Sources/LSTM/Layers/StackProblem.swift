// SPDX-License-Identifier: Apache-2.0

/// Why a stack does not fit together.
///
/// `index` counts the elements from 0 as they are written, with those in parentheses and those
/// after `+`.
public enum StackProblem: Error, Hashable, Sendable {
  /// The element cannot take what comes from its left; `insert` is a layer that would make it fit.
  case mismatch(index: Int, wants: Consumption, gets: FlowType, insert: String?)
  /// There is no `output` at the end.
  case missingOutput
  /// `output` stands before the end.
  case earlyOutput(index: Int)
  /// `output sigmoid` for more than two classes.
  case sigmoidNeedsTwoClasses(index: Int, classes: Int)
  /// `output crf` for a target without tags.
  case crfNeedsTags(index: Int)
  /// An activation for one of several, where each label stands by itself.
  case labelsNeedSigmoid(index: Int, activation: String)
  /// A threshold for scores of which the largest counts.
  case thresholdNeedsSigmoid(index: Int)
  /// One vector a row, where a tag for each token, or the next one, is wanted.
  case tagsNeedSequence(index: Int)
  /// The layer reads what is to be predicted.
  case looksAhead(index: Int)
  /// `output tied=yes` without an embedding, or with one of another length than its input has.
  case cannotTie(index: Int, features: Int, units: Int?)
  /// `output tied=yes` with an embedding that does not learn, or for another target than tokens.
  case tiedNeedsTokens(index: Int)
  /// `embed tied=yes` that is not after `=>`, or has no embedding before it.
  case tiedEmbedNeedsDecoder(index: Int)
  /// `embed tied=yes` where what is read and what is written have vocabularies of their own.
  case tiedEmbedNeedsShared(index: Int)
  /// `embed tied=yes` of other units than the first embedding has.
  case tiedEmbedDiffers(index: Int, units: Int, first: Int)
  /// `embed tied=yes` whose vectors, or those of the first embedding, do not learn or come from elsewhere.
  case tiedEmbedIsFixed(index: Int)
  /// `output adaptive` for another target than tokens.
  case adaptiveNeedsTokens(index: Int)
  /// `output adaptive tied=yes`.
  case adaptiveIsNotTied(index: Int)
  /// The settings of clusters without `output adaptive`.
  case clustersNeedAdaptive(index: Int)
  /// Cutoffs that do not rise in whole numbers to less than the vocabulary.
  case wrongCutoffs(index: Int, tokens: Int)
  /// It reads tokens, and no input of the data has some.
  case tokensOfNumbers(index: Int)
  /// `inputs` for data without numbers.
  case noNumbers(index: Int)
  /// `inputs` after another layer, whose output it would throw away.
  case lateInputs(index: Int)
  /// The activation of a choice for a target of numbers.
  case numbersNeedRegression(index: Int, activation: String)
  /// `output mse`, `gaussian` or another of numbers for another target than these.
  case regressionNeedsNumbers(index: Int, activation: String)
  /// `delta` without `output huber`.
  case deltaNeedsHuber(index: Int)
  /// Levels of quantiles for a head that predicts none.
  case levelsNeedQuantiles(index: Int)
  /// Levels that do not rise between 0 and 1, or more than can be.
  case wrongLevels(index: Int, most: Int)
  /// Scores for each step, of which a layer makes fewer.
  case stepsAfterSegment(index: Int)
  /// A layer that makes fewer steps beside another layer, or over characters.
  case innerSegment(index: Int)
  /// `=>` for a target that is neither a forecast nor a text.
  case decodesNothing(index: Int)
  /// No `=>` for a target that is a text.
  case textNeedsDecoder(index: Int)
  /// `=>` for a target that is a transcript.
  case transcriptHasDecoder(index: Int)
  /// One vector a row, where a transcript is read off the steps.
  case transcriptNeedsSteps(index: Int)
  /// Another head than `ctc` for a transcript.
  case transcriptNeedsCTC(index: Int, activation: String)
  /// `output ctc` for another target than a transcript.
  case ctcNeedsTranscript(index: Int)
  /// `score=` or `heads=` before `=>`, or without one.
  case scoreNeedsDecoder(index: Int)
  /// `attend` after `=>` over what is one vector a row.
  case attendsToVector(index: Int)
  /// `attend dot` of steps with other features than what they look at.
  case dotNeedsEqual(index: Int, features: Int, memory: Int)
  /// Heads that do not share out what is looked at evenly, or several with `additive`.
  case unevenHeads(index: Int, heads: Int, memory: Int)
  /// `attend input_feeding=yes` with no layer before it that has a state.
  case feedsNothing(index: Int)
  /// Input feeding through a layer that cannot go step by step.
  case feedsThrough(index: Int, layer: String)
  /// `attend input_feeding=yes` beside another layer.
  case innerFeeding(index: Int)
  /// Input feeding of what is as wide as it makes its own input.
  case endlessFeeding(index: Int)
  /// A second `=>`, or one among layers that stand beside others.
  case decodesTwice(index: Int)
  /// The element cannot be repeated.
  case notRepeatable(index: Int)
  /// It gives one vector a row and the first of those beside it one a step, or the other way.
  case unlikeBranches(index: Int, gives: FlowType, first: FlowType)
  /// `chars` inside of `chars`.
  case charactersOfCharacters(index: Int)
  /// `chars` in a model of the next token.
  case charactersOfNext(index: Int)
  /// Nothing in the parentheses of `chars`.
  case emptyStack(index: Int)
  /// More parameters than this machine could ever hold.
  case tooLarge(index: Int)
}
